package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a process did to the files of a folder, in order, and when it told what: recorded by {@code strace} while it ran
 * on a disk that forgets nothing, to be done again on a {@link ForgetfulDisk}.
 */
final class Recording {

    private static final String CALLS =
            "openat,mkdir,write,pwrite64,lseek,ftruncate,fsync,fdatasync,link,rename,unlink,unlinkat,renameat,renameat2,fallocate";
    private static final Pattern CALL = Pattern.compile("([a-z0-9]+)\\((.*)\\) = (-?[0-9]+).*");
    private static final Pattern TEXT = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");

    /** One call of the system: its name, its arguments, and what it returned. */
    private record Call(String name, String arguments, int result) {

        int handle() {
            Matcher number = Pattern.compile("([0-9]+)<").matcher(arguments);
            assertThat(number.lookingAt()).as(arguments).isTrue();
            return Integer.parseInt(number.group(1));
        }

        byte[] bytes() {
            return texts().get(0);
        }

        String path(int index) {
            return new String(texts().get(index), StandardCharsets.UTF_8);
        }

        private List<byte[]> texts() {
            List<byte[]> texts = new ArrayList<>();
            Matcher text = TEXT.matcher(arguments);
            while (text.find()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (int i = 2; i < text.group(1).length(); i += 4) {
                    bytes.write(Integer.parseInt(text.group(1).substring(i, i + 2), 16));
                }
                texts.add(bytes.toByteArray());
            }
            return texts;
        }

        /** The last argument. */
        int last() {
            return Integer.parseInt(arguments.substring(arguments.lastIndexOf(' ') + 1));
        }
    }

    private final String folder;
    private final List<Call> calls;

    private Recording(String folder, List<Call> calls) {
        this.folder = folder;
        this.calls = calls;
    }

    /**
     * Runs a Java program and records what its main thread does.
     *
     * @param folder whose files are of interest; must be there
     * @param notes an empty folder
     */
    static Recording of(Path folder, Path notes, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "strace", "-ff", "-y", "-xx", "-s", "1048576", "-e", "signal=none", "-e", "trace=" + CALLS, "-o"));
        command.addAll(List.of(
                notes.resolve("calls").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Elsewhere: it is no part of the store.
                "-Dorg.sqlite.tmpdir=" + Files.createDirectory(notes.resolve("native")),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(notes.resolve("errors").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(notes.resolve("errors")))
                .isZero();
        return new Recording(folder.toString(), mainThread(notes));
    }

    /** Of each thread there is a file; one thread alone uses the store. */
    private static List<Call> mainThread(Path notes) throws IOException {
        try (var threads = Files.newDirectoryStream(notes, "calls.*")) {
            for (Path thread : threads) {
                List<String> lines = Files.readAllLines(thread);
                if (lines.stream().anyMatch(line -> line.startsWith("pwrite64") && line.contains("= 4096"))) {
                    return lines.stream()
                            .map(CALL::matcher)
                            .filter(Matcher::matches)
                            .map(call -> new Call(call.group(1), call.group(2), Integer.parseInt(call.group(3))))
                            .toList();
                }
            }
        }
        throw new IOException("No thread has written to the store");
    }

    /** Looks at a disk between two calls. */
    interface Look {

        /**
         * Looks.
         *
         * @param told the last number that the program has told so far; 0 before
         */
        void at(ForgetfulDisk disk, long told) throws Exception;
    }

    /** Does it all again, and looks after each call that concerned the folder, and each that told something. */
    void replay(ForgetfulDisk disk, Look look) throws Exception {
        Map<Integer, String> open = new HashMap<>();
        Map<Integer, Integer> positions = new HashMap<>();
        long told = 0;
        for (Call call : calls) {
            if (call.result() < 0) {
                continue;
            }
            boolean ours = true;
            switch (call.name()) {
                case "openat" -> {
                    String path = call.path(0);
                    ours = isOurs(path);
                    open.remove(call.result());
                    if (ours) {
                        open.put(call.result(), path);
                        positions.put(call.result(), 0);
                        if (call.arguments().contains("O_CREAT")) {
                            disk.open(path, call.arguments().contains("O_TRUNC"));
                        }
                    }
                }
                case "mkdir" -> {
                    ours = isOurs(call.path(0));
                    if (ours) {
                        disk.makeFolder(call.path(0));
                    }
                }
                case "rename" -> {
                    ours = isOurs(call.path(1));
                    if (ours) {
                        disk.move(call.path(0), call.path(1));
                        open.replaceAll((handle, path) -> path.equals(call.path(0)) ? call.path(1) : path);
                    }
                }
                case "link" -> {
                    ours = isOurs(call.path(1));
                    if (ours) {
                        disk.link(call.path(0), call.path(1));
                    }
                }
                case "unlink" -> {
                    ours = isOurs(call.path(0));
                    if (ours) {
                        disk.delete(call.path(0));
                        open.values().remove(call.path(0));
                    }
                }
                default -> {
                    int handle = call.handle();
                    String path = open.get(handle);
                    ours = path != null;
                    if (ours) {
                        file(disk, call, path, positions);
                    } else if (handle == 1 && call.name().equals("write")) {
                        told = Long.parseLong(new String(call.bytes(), StandardCharsets.UTF_8).strip());
                        ours = true;
                    }
                }
            }
            if (ours) {
                look.at(disk, told);
            }
        }
    }

    private void file(ForgetfulDisk disk, Call call, String path, Map<Integer, Integer> positions) {
        switch (call.name()) {
            case "pwrite64" -> disk.write(path, call.last(), Arrays.copyOf(call.bytes(), call.result()));
            case "write" -> {
                int at = positions.get(call.handle());
                disk.write(path, at, Arrays.copyOf(call.bytes(), call.result()));
                positions.put(call.handle(), at + call.result());
            }
            case "lseek" -> positions.put(call.handle(), call.result());
            case "ftruncate" -> disk.cut(path, call.last());
            case "fsync", "fdatasync" -> disk.flush(path);
            default -> throw new AssertionError("The store calls " + call.name() + ", which the disk does not know");
        }
    }

    private boolean isOurs(String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}

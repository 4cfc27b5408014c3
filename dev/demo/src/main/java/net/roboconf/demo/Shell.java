package net.roboconf.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs commands and waits for their end. */
final class Shell {

    private Shell() {}

    /**
     * Runs a command with nothing on its standard input.
     *
     * @return what it wrote on its standard output
     * @throws Trouble when it fails; says what it wrote
     */
    static String run(String... command) {
        return feed(null, "", command);
    }

    /**
     * Runs a command.
     *
     * @param folder where; null for here
     * @param input what it reads
     */
    static String feed(Path folder, String input, String... command) {
        try {
            // Into files: a server that the command leaves behind may keep a pipe open for good.
            Path output = Files.createTempFile("chaos", ".out");
            Path errors = Files.createTempFile("chaos", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                if (folder != null) {
                    builder.directory(folder.toFile());
                }
                Process process = builder.start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                }
                int code = process.waitFor();
                if (code != 0) {
                    throw new Trouble(String.join(" ", List.of(command)) + " ended with " + code + ": "
                            + Files.readString(errors).strip() + " "
                            + Files.readString(output).strip());
                }
                return Files.readString(output);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new Trouble(command[0] + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted", e);
        }
    }
}

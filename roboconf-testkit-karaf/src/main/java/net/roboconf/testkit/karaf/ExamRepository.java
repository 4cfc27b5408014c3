package net.roboconf.testkit.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What this kit brings along for the container, in a folder where Karaf finds it: laid out as a Maven repository. */
final class ExamRepository {

    private final Path folder;
    private final List<String> paths;

    private ExamRepository(Path folder, List<String> paths) {
        this.folder = folder;
        this.paths = paths;
    }

    /**
     * Something in it.
     *
     * @param path relative to a repository, with {@code /} between segments
     * @param file where it is
     */
    record Artifact(String path, Path file) {

        /** {@code GROUP/OF/ARTIFACT/VERSION/FILE}. */
        private String[] segments() {
            return path.split("/");
        }

        String version() {
            String[] segments = segments();
            return segments[segments.length - 2];
        }

        private String name() {
            String[] segments = segments();
            return segments[segments.length - 3];
        }

        /** As Karaf names it. */
        String url() {
            String[] segments = segments();
            String group = String.join(".", List.of(segments).subList(0, segments.length - 3));
            return "mvn:" + group + "/" + name() + "/" + version();
        }
    }

    /** Puts it into a folder, over what an earlier run has put there. */
    static ExamRepository below(Path parent) {
        Path folder = parent.resolve("exam-repository").toAbsolutePath();
        try {
            List<String> paths;
            try (InputStream list = resource("exam/repository.txt")) {
                paths = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
            for (String path : paths) {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                try (InputStream content = resource("exam/repository/" + path)) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new ExamRepository(folder, paths);
        } catch (IOException e) {
            throw new UncheckedIOException("What Pax Exam needs cannot be put into " + folder, e);
        }
    }

    private static InputStream resource(String name) {
        InputStream content = ExamRepository.class.getClassLoader().getResourceAsStream(name);
        if (content == null) {
            throw new IllegalStateException("roboconf-testkit-karaf has no " + name + ": it is not complete");
        }
        return content;
    }

    /** The one with this artifact's name. */
    Artifact artifact(String name) {
        return paths.stream()
                .map(path -> new Artifact(path, folder.resolve(path)))
                .filter(artifact -> artifact.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("roboconf-testkit-karaf has no " + name));
    }

    /** Where Karaf looks: here, and in its own folder. */
    String locations() {
        return folder.toUri() + "@id=exam@snapshots,"
                + "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots";
    }

    /** Where Karaf keeps copies; nobody's own repository is touched. */
    String cache() {
        return folder.resolveSibling("exam-cache").toString();
    }
}

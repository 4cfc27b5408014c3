package net.roboconf.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks for the credentials of a target definition where they must not be read. */
final class ClearText {

    private static final Pattern SECRET = Pattern.compile("[a-z0-9.-]*(secret|password|access\\.key)[a-z0-9.-]*\\s*=");

    private final List<String> secrets;

    /** @param definition the text of a properties file */
    ClearText(String definition) {
        secrets = definition
                .lines()
                .filter(line -> SECRET.matcher(line).lookingAt())
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .toList();
    }

    /** Whether a text holds none of them. */
    boolean isNotIn(String text) {
        return secrets.stream().noneMatch(text::contains);
    }

    /** The files below a folder that hold one of them; what is deleted meanwhile does not count. */
    Set<Path> below(Path folder) {
        Set<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()
                            && Files.exists(file)
                            && !isNotIn(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new Trouble("The files below " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return found;
    }
}

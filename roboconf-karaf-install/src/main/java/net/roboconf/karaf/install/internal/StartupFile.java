package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The file {@code etc/startup.properties}: what Karaf installs when its cache is empty, as at the first start and after
 * {@code bin/karaf clean}.
 *
 * @param file the file itself
 */
record StartupFile(Path file) {

    /** Adds a bundle, unless it is there. */
    void add(String location, int startLevel) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        if (lines.stream().noneMatch(line -> isOf(line, location))) {
            lines.add(location.replace(":", "\\:") + " = " + startLevel);
            write(lines);
        }
    }

    /** Removes a bundle, if it is there. */
    void remove(String location) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        if (lines.removeIf(line -> isOf(line, location))) {
            write(lines);
        }
    }

    private static boolean isOf(String line, String location) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IOException e) {
            throw new IllegalStateException("A string can always be read", e);
        }
        return properties.containsKey(location);
    }

    private void write(List<String> lines) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".part");
        Files.write(aside, lines);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

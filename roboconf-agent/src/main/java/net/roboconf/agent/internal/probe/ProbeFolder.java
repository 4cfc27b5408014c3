package net.roboconf.agent.internal.probe;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.roboconf.core.dsl.probes.MeasureParser;
import net.roboconf.core.dsl.probes.ParsedMeasures;
import net.roboconf.core.dsl.probes.ParsedProbes;
import net.roboconf.core.dsl.probes.ProbeFiles;
import net.roboconf.core.dsl.probes.ProbeParser;

/**
 * Where the probes and measures of one instance are on its machine: as they came with its recipe when it was deployed.
 *
 * @param folder may not exist
 */
public record ProbeFolder(Path folder) {

    /** Says that the plug-in has a check of its own, which is then the first thing that a check does. */
    private static final String OWN_CHECK = "plug-in-checks";

    /** Whether there is a file of probes. */
    public boolean hasProbes() throws IOException {
        return find(ParsedProbes.EXTENSION).isPresent();
    }

    /** Whether there is a file of measures. */
    public boolean hasMeasures() throws IOException {
        return find(ParsedMeasures.EXTENSION).isPresent();
    }

    /** Notes that the plug-in has a check of its own. */
    public void noteOwnCheck() throws IOException {
        Files.writeString(folder.resolve(OWN_CHECK), "");
    }

    /** Whether that was noted. */
    boolean hasOwnCheck() {
        return Files.exists(folder.resolve(OWN_CHECK));
    }

    /** The probes; empty when there is no file of them. */
    Optional<ParsedProbes> probes() throws IOException {
        Optional<Path> file = find(ParsedProbes.EXTENSION);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(ProbeParser.parse(shown(file.get()), Files.readString(file.get())));
    }

    /** The measures, with the values beside them filled in; empty when there is no file of them. */
    public Optional<ParsedMeasures> measures() throws IOException {
        Optional<Path> file = find(ParsedMeasures.EXTENSION);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path properties = file.get().resolveSibling(file.get().getFileName() + ".properties");
        Map<String, String> values = new TreeMap<>();
        if (Files.exists(properties)) {
            try (Reader reader = Files.newBufferedReader(properties, StandardCharsets.UTF_8)) {
                Properties read = new Properties();
                read.load(reader);
                read.stringPropertyNames()
                        .forEach(key -> values.put(key, read.getProperty(key).strip()));
            }
        }
        return Optional.of(MeasureParser.parse(shown(file.get()), Files.readString(file.get()), values));
    }

    private static String shown(Path file) {
        return ProbeFiles.FOLDER + "/" + file.getFileName();
    }

    private Optional<Path> find(String extension) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(extension))
                    .findFirst();
        }
    }
}

package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.TargetFile;

/** Reads the targets that come with a project: the properties files at the top of the recipe folders of machines. */
final class TargetFiles {

    private static final String EXTENSION = ".properties";

    private final TextFiles texts;
    private final Listing listing;
    private final Findings findings;
    private final Set<String> folders = new HashSet<>();
    private final Map<String, Location> ids = new HashMap<>();
    private final List<TargetFile> all = new ArrayList<>();

    TargetFiles(TextFiles texts, Listing listing, Findings findings) {
        this.texts = texts;
        this.listing = listing;
        this.findings = findings;
    }

    /** Reads all targets of a folder, once if several components share it. */
    void read(String folder) {
        if (!folders.add(folder)) {
            return;
        }
        for (String file : listing.under(folder)) {
            String name = file.substring(folder.length() + 1);
            if (name.endsWith(EXTENSION) && name.indexOf('/') < 0) {
                read(folder, name, file);
            }
        }
    }

    private void read(String folder, String name, String file) {
        Map<String, String> properties = new HashMap<>();
        Map<String, Location> places = new HashMap<>();
        try {
            for (PropertiesText.Entry entry : PropertiesText.read(file, texts.foreign(file))) {
                properties.put(entry.key(), entry.value().strip());
                places.put(entry.key(), entry.location());
            }
        } catch (IOException | IllegalArgumentException e) {
            findings.add(REC_TARGET_INVALID_FILE_OR_CONTENT, Location.file(file), file, e.getMessage());
            return;
        }
        String id = properties.getOrDefault("id", "");
        if (id.isEmpty()) {
            findings.add(REC_TARGET_NO_ID, Location.file(file), file);
        }
        if (properties.getOrDefault("handler", "").isEmpty()) {
            findings.add(REC_TARGET_NO_HANDLER, Location.file(file), file);
        }
        if (properties.getOrDefault("name", "").isEmpty()) {
            findings.add(REC_TARGET_NO_NAME, Location.file(file), file);
        }
        if (!id.isEmpty()) {
            properties.remove("id");
            add(new TargetFile(folder, name, id, properties), places.get("id"));
        }
    }

    private void add(TargetFile target, Location where) {
        Location first = ids.putIfAbsent(target.id(), where);
        if (first != null) {
            findings.add(
                    Diagnostic.of(REC_TARGET_CONFLICTING_ID, where, target.id()).relatedTo(first));
        }
        all.add(target);
    }

    List<TargetFile> all() {
        return List.copyOf(all);
    }
}

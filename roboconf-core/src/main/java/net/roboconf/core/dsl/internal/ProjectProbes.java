package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.probes.MeasureParser;
import net.roboconf.core.dsl.probes.ParsedMeasures;
import net.roboconf.core.dsl.probes.ParsedProbes;
import net.roboconf.core.dsl.probes.Placeholders;
import net.roboconf.core.dsl.probes.ProbeFiles;
import net.roboconf.core.dsl.probes.ProbeLine;
import net.roboconf.core.dsl.probes.ProbeParser;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedVariable;

/** Checks the probes and measures of a project: whose they are, how they are written, and that their values exist. */
final class ProjectProbes {

    /** What the names of values begin with that come from the data of an instance, which no graph declares. */
    private static final String DATA = "data.";

    private final TextFiles texts;
    private final Listing listing;
    private final Findings findings;
    private final Spelling spelling;
    private Set<String> allExports;

    ProjectProbes(TextFiles texts, Listing listing, Findings findings, Spelling spelling) {
        this.texts = texts;
        this.listing = listing;
        this.findings = findings;
        this.spelling = spelling;
    }

    /**
     * Checks all files.
     *
     * @param exportsKnown whether it is known what the components export and import
     */
    void check(ResolvedGraph resolved, boolean exportsKnown) {
        for (String file : listing.under(ProbeFiles.FOLDER)) {
            String name = file.substring(ProbeFiles.FOLDER.length() + 1);
            if (name.endsWith(ParsedProbes.EXTENSION)) {
                Optional<Component> owner = owner(resolved, file, without(name, ParsedProbes.EXTENSION));
                probes(file, owner.filter(component -> exportsKnown), resolved.graph());
            } else if (name.endsWith(ParsedMeasures.EXTENSION)) {
                owner(resolved, file, without(name, ParsedMeasures.EXTENSION));
                measures(file);
            } else if (!name.endsWith(ParsedMeasures.VALUES_EXTENSION)) {
                findings.add(PROJ_INVALID_PROBE_EXT, Location.file(file), file);
            } else if (!listing.files().contains(without(file, ".properties"))) {
                owner(resolved, file, without(name, ParsedMeasures.VALUES_EXTENSION));
            }
        }
    }

    private static String without(String name, String extension) {
        return name.substring(0, name.length() - extension.length());
    }

    private Optional<Component> owner(ResolvedGraph resolved, String file, String name) {
        Optional<Component> component = resolved.graph().component(name);
        if (component.isPresent() && component.get().isMachine()) {
            findings.add(REC_PROBE_OF_MACHINE, Location.file(file), name, file);
            return Optional.empty();
        }
        if (component.isEmpty() && resolved.isIntact()) {
            findings.add(Diagnostic.of(REC_PROBE_NO_COMPONENT, Location.file(file), name, file)
                    .suggesting(spelling.didYouMean(
                            name, resolved.graph().components().keySet())));
        }
        return component;
    }

    private void probes(String file, Optional<Component> owner, Graph graph) {
        texts.read(file).ifPresent(text -> {
            ParsedProbes parsed = ProbeParser.parse(file, text);
            findings.addAll(parsed.diagnostics());
            owner.ifPresent(component ->
                    parsed.probes().forEach(probe -> checkValues(probe, text.split("\n", -1), component, graph)));
        });
    }

    private void checkValues(ProbeLine probe, String[] lines, Component component, Graph graph) {
        Location line = probe.location();
        for (Placeholders.Place place : Placeholders.in(lines[line.line() - 1])) {
            if (!isKnown(place.name(), component, graph)) {
                findings.add(Diagnostic.of(
                                REC_PROBE_UNKNOWN_VARIABLE,
                                new Location(line.file(), line.line(), place.at() + 1, place.length()),
                                place.name(),
                                component.name())
                        .suggesting(spelling.didYouMean(place.name(), localNames(component))));
            }
        }
    }

    private static Set<String> localNames(Component component) {
        Set<String> names = new HashSet<>();
        component.exports().values().forEach(variable -> names.add(variable.localName()));
        return names;
    }

    /** What an ancestor exports counts, too; that it is one of another branch is only noticed on the machine. */
    private boolean isKnown(String name, Component component, Graph graph) {
        return name.startsWith(DATA)
                || component.exports().values().stream()
                        .anyMatch(variable -> variable.localName().equals(name)
                                || variable.fullName().equals(name))
                || component.imports().stream().anyMatch(variable -> isImport(name, variable))
                || allExports(graph).contains(name);
    }

    private static boolean isImport(String name, ImportedVariable variable) {
        return variable.isWildcard() ? name.startsWith(variable.prefix() + '.') : name.equals(variable.fullName());
    }

    private Set<String> allExports(Graph graph) {
        if (allExports == null) {
            allExports = new HashSet<>();
            graph.components()
                    .values()
                    .forEach(component -> allExports.addAll(component.exports().keySet()));
        }
        return allExports;
    }

    private void measures(String file) {
        Map<String, String> values = new HashMap<>();
        String properties = file + ".properties";
        if (listing.files().contains(properties)) {
            try {
                for (PropertiesText.Entry entry : PropertiesText.read(properties, texts.foreign(properties))) {
                    values.put(entry.key(), entry.value().strip());
                }
            } catch (IOException | IllegalArgumentException e) {
                findings.add(REC_MEASURE_VALUES_UNREADABLE, Location.file(properties), properties, e.getMessage());
                return;
            }
        }
        texts.read(file)
                .ifPresent(text ->
                        findings.addAll(MeasureParser.parse(file, text, values).diagnostics()));
    }
}

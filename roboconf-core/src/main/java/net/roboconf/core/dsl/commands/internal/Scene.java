package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.internal.Findings;
import net.roboconf.core.dsl.internal.Names;
import net.roboconf.core.dsl.internal.Spelling;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstancePath;

/**
 * What the instructions of one file talk about: the components and the instances as they are by then. What is not known,
 * or depends on something about which there is an error already, is not judged.
 */
final class Scene {

    /** How far a path is followed to find out whether an earlier error explains that it leads nowhere. */
    private static final int DEEPEST = 30;

    private final Optional<Graph> graph;
    private final Optional<PathTable> table;
    private final Findings findings;
    private final Spelling spelling;
    private final Map<String, Map<String, Boolean>> accepted = new HashMap<>();
    private final Set<String> doubtfulPaths = new HashSet<>();

    Scene(Optional<Graph> graph, Optional<PathTable> table, Findings findings, Spelling spelling) {
        this.graph = graph;
        this.table = table;
        this.findings = findings;
        this.spelling = spelling;
    }

    Findings findings() {
        return findings;
    }

    Spelling spelling() {
        return spelling;
    }

    Optional<Graph> graph() {
        return graph;
    }

    /** The instances, as long as they are known. */
    Optional<PathTable> table() {
        return table.filter(t -> !t.isExhausted());
    }

    /** An instruction that does not have its form. */
    void malformed(Phrase line, String form) {
        if (line.isSettled()) {
            findings.add(line.finding(CMD_INVALID_SYNTAX, line.text(), "write '" + form + "'"));
        }
    }

    /** Reports that something is missing at a place. */
    boolean missing(Phrase place, DiagnosticCode code, Object... names) {
        findings.add(place.finding(code, names));
        return false;
    }

    /** Checks the name of an instance that is to be. */
    boolean checkName(Phrase name) {
        if (name.isEmpty()) {
            return missing(name, CMD_MISSING_INSTANCE_NAME);
        }
        if (name.isSettled() && !Names.isFlexibleId(name.text())) {
            return missing(name, CMD_INVALID_INSTANCE_NAME, name.text());
        }
        return true;
    }

    /** Checks the name of a component, which must exist. */
    boolean checkComponent(Phrase name) {
        if (name.isEmpty()) {
            return missing(name, CMD_MISSING_COMPONENT_NAME);
        }
        String text = name.text();
        if (graph.isEmpty() || !name.isSettled() || graph.get().component(text).isPresent()) {
            return true;
        }
        Optional<String> suggestion = graph.get().facets().containsKey(text)
                ? Optional.of(text + " is a facet: instances are made of components.")
                : spelling.didYouMean(text, graph.get().components().keySet());
        findings.add(name.finding(CMD_INEXISTING_COMPONENT, text).suggesting(suggestion));
        return false;
    }

    /** The component of a name without error, if the graph is known. */
    Optional<Component> component(Phrase name) {
        return graph.filter(g -> name.isSettled()).flatMap(g -> g.component(name.text()));
    }

    /** The component of an instance, if both are known. */
    Optional<Component> componentAt(String path) {
        return table().flatMap(t -> t.find(path)).flatMap(node -> graph.flatMap(g -> g.component(node.component())));
    }

    /** Whether the graph, which is known, lets a component be over another one. */
    boolean accepts(Component parent, Component child) {
        return accepted.computeIfAbsent(parent.name(), p -> new HashMap<>())
                .computeIfAbsent(child.name(), c -> graph.orElseThrow().accepts(parent.name(), c));
    }

    /** The path of an instance that exists, as far as that is known; empty if there is an error about it. */
    Optional<InstancePath> existing(Phrase path) {
        if (!path.isSettled()) {
            return Optional.empty();
        }
        String text = path.text();
        boolean absolute = text.startsWith("/");
        boolean wellFormed = absolute && text.length() > 1 && !text.endsWith("/") && !text.contains("//");
        if (wellFormed && (table().isEmpty() || table().get().find(text).isPresent())) {
            return Optional.of(new InstancePath(text));
        }
        if (!wellFormed || !isDoubtful(text)) {
            Optional<String> suggestion =
                    absolute ? nearest(text) : Optional.of("Paths begin with a slash, like /vm/server.");
            findings.add(path.finding(CMD_NO_MATCHING_INSTANCE, text).suggesting(suggestion));
        }
        return Optional.empty();
    }

    /** Whether an instance on the way along a path would exist if an instruction about it had no error. */
    private boolean isDoubtful(String path) {
        if (doubtfulPaths.isEmpty()) {
            return false;
        }
        int slash = 0;
        for (int depth = 0; slash >= 0; depth++) {
            slash = path.indexOf('/', slash + 1);
            if (depth == DEEPEST || doubtfulPaths.contains(slash < 0 ? path : path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** Remembers an instance that would exist if the instruction about it had no error. */
    void doubt(String parentPath, Phrase name) {
        if (name.isSettled() && !name.isEmpty()) {
            doubtfulPaths.add(parentPath + '/' + name.text());
        }
    }

    private Optional<String> nearest(String path) {
        PathTable instances = table().orElse(null);
        if (instances == null) {
            return Optional.empty();
        }
        PathTable.Node node = instances.top();
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('/', start + 1);
            end = end < 0 ? path.length() : end;
            String name = path.substring(start + 1, end);
            Optional<PathTable.Node> next = instances.child(node, name);
            if (next.isEmpty()) {
                PathTable.Node deepest = node;
                String before = path.substring(0, start + 1);
                String behind = path.substring(end);
                return spelling.nearest(name, () -> instances.namesToSuggest(deepest))
                        .map(n -> "Did you mean " + before + n + behind + "?");
            }
            node = next.get();
            start = end;
        }
        return Optional.empty();
    }

    /** Checks that there is no instance of a name yet. */
    boolean checkFree(Phrase name, String path) {
        if (name.isSettled() && table().flatMap(t -> t.find(path)).isPresent()) {
            return missing(name, CMD_CONFLICTING_INSTANCE_NAME, path);
        }
        return true;
    }
}

package net.roboconf.dm.internal.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.ImportedPrefix;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.Explanation.Link;
import net.roboconf.dm.internal.engine.Shown;
import net.roboconf.dm.internal.state.StoredInstance;

/**
 * Follows the reasons of an instance to where they begin: from an importer to what should export, from a child to its
 * parent, from what is on a machine to the machine; across applications where they are bound.
 */
final class Explainer {

    /** More exporters than these are not followed: they fail for the same reason, or one of these shows why. */
    private static final int WIDTH = 3;

    private final PicturedApplication asked;
    private final List<Link> links = new ArrayList<>();
    private final Set<Followed> visited = new HashSet<>();
    private final Deque<Followed> chain = new ArrayDeque<>();

    /** An instance of an application. */
    private record Followed(PicturedApplication application, InstancePath path) {}

    /** @param asked the application of the instance that is asked about */
    Explainer(PicturedApplication asked) {
        this.asked = asked;
    }

    Explanation explain(Located located) {
        if (isAsExpected(located)) {
            return new Explanation(located.instance().path(), true, List.of());
        }
        follow(asked, located);
        return new Explanation(located.instance().path(), false, links);
    }

    private static boolean isAsExpected(Located located) {
        Shown shown = located.shown();
        return shown.state() == located.instance().stored().expected() && shown.reason() == Reason.NONE;
    }

    private void follow(PicturedApplication application, Located located) {
        Followed followed = new Followed(application, located.instance().path());
        if (chain.contains(followed)) {
            cycle(followed);
            return;
        }
        if (!visited.add(followed)) {
            return;
        }
        chain.addLast(followed);
        Shown shown = located.shown();
        switch (shown.state()) {
            case UNRESOLVED -> followImports(application, located);
            case WAITING_FOR_ANCESTOR -> followParent(application, located);
            case NOT_DEPLOYED, DEPLOYED_STOPPED -> followRest(application, located, shown);
            case DEPLOYED_STARTED -> followStarted(application, located, shown);
            case PROBLEM, DEPLOYING, STARTING, STOPPING, UNDEPLOYING ->
                root(located, name(followed) + sentence(located, shown));
        }
        chain.removeLast();
    }

    /** What is to be undeployed waits for what is on it, or for what imports from it. */
    private void followStarted(PicturedApplication application, Located located, Shown shown) {
        List<Located> first = located.instance().stored().expected() == InstanceState.NOT_DEPLOYED
                ? goesFirst(application, located)
                : List.of();
        String name = name(new Followed(application, located.instance().path()));
        if (first.isEmpty()) {
            root(
                    located,
                    name
                            + (shown.reason() == Reason.NONE && shown.message().isEmpty()
                                    ? ordered(located)
                                    : sentence(located, shown)));
            return;
        }
        link(
                located,
                name + " is to be undeployed after what " + (located.isMachine() ? "is on it" : "imports from it"));
        first.stream().limit(WIDTH).forEach(other -> follow(application, other));
    }

    private static List<Located> goesFirst(PicturedApplication application, Located located) {
        InstancePath path = located.instance().path();
        if (located.isMachine()) {
            return application.index().tailMap(path, false).values().stream()
                    .takeWhile(other -> other.instance().path().value().startsWith(path.value()))
                    .filter(other -> other.instance().path().isBelow(path) && isDeployed(other))
                    .toList();
        }
        Set<String> exported = located.instance().component().exportedPrefixes();
        return application.index().values().stream()
                .filter(other -> other != located
                        && located.instance().stored().inWaves()
                        && other.instance().stored().inWaves()
                        && isDeployed(other)
                        && cannotDoWithout(other, exported))
                .toList();
    }

    private static boolean isDeployed(Located located) {
        return located.shown().state() != InstanceState.NOT_DEPLOYED;
    }

    private static boolean cannotDoWithout(Located importer, Set<String> prefixes) {
        return importer.instance().component().importedPrefixes().values().stream()
                .anyMatch(imported ->
                        !imported.optional() && !imported.external() && prefixes.contains(imported.prefix()));
    }

    private void cycle(Followed again) {
        List<Followed> cycle = new ArrayList<>(chain);
        String text = cycle.subList(cycle.indexOf(again), cycle.size()).stream()
                .map(this::name)
                .collect(Collectors.joining(" → ", "", " → " + name(again)));
        cause("these wait for each other and never start: " + text + "; make one of the imports optional");
    }

    /** What an instance is called: its path, with its application when that is not the one that is asked about. */
    private String name(Followed followed) {
        return followed.application() == asked
                ? followed.path().value()
                : followed.path() + " of " + followed.application().name();
    }

    private void followImports(PicturedApplication application, Located located) {
        InstancePath path = located.instance().path();
        ObservedInstance observed = located.instance().observed();
        link(located, name(new Followed(application, path)) + " waits for " + String.join(", ", observed.missing()));
        for (String prefix : observed.missing()) {
            ImportedPrefix imported =
                    located.instance().component().importedPrefixes().get(prefix);
            if (imported != null && imported.external()) {
                followExternal(application, prefix);
                continue;
            }
            List<Located> candidates = application.exporters().of(prefix).stream()
                    .filter(candidate -> !candidate.instance().path().equals(path))
                    .toList();
            if (candidates.isEmpty()) {
                cause("no instance in the model exports " + prefix + "; add one");
            } else if (candidates.stream().anyMatch(Exporters::isExporting)) {
                cause(prefix + " is exported now; this takes a moment");
            } else {
                followExporters(application, candidates);
            }
        }
    }

    private void followExternal(PicturedApplication application, String prefix) {
        List<PicturedApplication> providers = application.providers(prefix);
        if (providers.isEmpty()) {
            List<String> candidates = application.candidates(prefix);
            cause("'" + application.name() + "' is bound to no application that exports " + prefix + "; "
                    + (candidates.isEmpty()
                            ? "create one, then bind it"
                            : "bind it to one of " + String.join(", ", candidates)));
            return;
        }
        for (PicturedApplication provider : providers) {
            List<Located> candidates = provider.exporters().external();
            if (candidates.isEmpty()) {
                cause("no instance of '" + provider.name() + "' exports " + prefix + "; add one");
            } else if (candidates.stream().anyMatch(Exporters::isExporting)) {
                cause("'" + provider.name() + "' exports " + prefix + " now; this takes a moment");
            } else {
                followExporters(provider, candidates);
            }
        }
    }

    private void followExporters(PicturedApplication application, List<Located> candidates) {
        List<Located> wanted = candidates.stream()
                .filter(candidate -> candidate.instance().stored().expected() == InstanceState.DEPLOYED_STARTED)
                .toList();
        (wanted.isEmpty() ? candidates : wanted)
                .stream().limit(WIDTH).forEach(exporter -> follow(application, exporter));
    }

    private void followParent(PicturedApplication application, Located located) {
        Followed followed = new Followed(application, located.instance().path());
        Located parent = followed.path()
                .parent()
                .map(above -> application.index().get(above))
                .orElse(null);
        if (parent == null) {
            root(located, name(followed) + sentence(located, located.shown()));
            return;
        }
        link(located, name(followed) + " waits for " + parent.instance().path());
        follow(application, parent);
    }

    private void followRest(PicturedApplication application, Located located, Shown shown) {
        StoredInstance stored = located.instance().stored();
        String name = name(new Followed(application, stored.path()));
        if (shown.reason() != Reason.NONE) {
            if (shown.reason() == Reason.PARENT_NOT_STARTED) {
                followParent(application, located);
            } else {
                root(located, name + sentence(located, shown));
            }
        } else if (stored.expected() == shown.state()) {
            root(located, name + " is not asked to start; it is expected to be " + stored.expected());
        } else if (!located.isMachine() && located.machine().facts().report() == null) {
            followParent(application, located);
        } else {
            root(located, name + (shown.message().isEmpty() ? ordered(located) : sentence(located, shown)));
        }
    }

    private static String ordered(Located located) {
        InstanceState expected = located.instance().stored().expected();
        return " is ordered to become " + expected + "; its agent has not begun yet";
    }

    private static String sentence(Located located, Shown shown) {
        StringBuilder text = new StringBuilder(" is ").append(shown.state());
        if (shown.reason() != Reason.NONE) {
            text.append(" (").append(shown.reason()).append(')');
        }
        if (!shown.message().isEmpty()) {
            text.append(": ").append(shown.message());
        }
        StepReport step = located.instance().observed() == null
                ? null
                : located.instance().observed().lastStep();
        if (shown.state() == InstanceState.PROBLEM && step != null && !step.succeeded()) {
            String last = lastLine(step.output());
            if (!last.isEmpty() && !shown.message().contains(last)) {
                text.append(": ").append(last);
            }
        }
        return text.toString();
    }

    private static String lastLine(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce("", (a, b) -> b)
                .trim();
    }

    private void link(Located located, String sentence) {
        add(located, sentence, false);
    }

    private void root(Located located, String sentence) {
        add(located, sentence, true);
    }

    /** A cause that is no instance: nothing is there, or not yet. */
    private void cause(String sentence) {
        links.add(new Link(null, null, null, Reason.NONE, chain.size(), true, sentence));
    }

    private void add(Located located, String sentence, boolean root) {
        Shown shown = located.shown();
        StoredInstance stored = located.instance().stored();
        String other = stored.application().equals(asked.name()) ? null : stored.application();
        links.add(new Link(other, stored.path(), shown.state(), shown.reason(), chain.size() - 1, root, sentence));
    }
}

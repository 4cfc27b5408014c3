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
 * parent, from what is on a machine to the machine.
 */
final class Explainer {

    /** More exporters than these are not followed: they fail for the same reason, or one of these shows why. */
    private static final int WIDTH = 3;

    private final PicturedApplication application;
    private final List<Link> links = new ArrayList<>();
    private final Set<InstancePath> visited = new HashSet<>();
    private final Deque<InstancePath> chain = new ArrayDeque<>();

    Explainer(PicturedApplication application) {
        this.application = application;
    }

    Explanation explain(Located located) {
        if (isAsExpected(located)) {
            return new Explanation(located.instance().path(), true, List.of());
        }
        follow(located);
        return new Explanation(located.instance().path(), false, links);
    }

    private static boolean isAsExpected(Located located) {
        Shown shown = located.shown();
        return shown.state() == located.instance().stored().expected() && shown.reason() == Reason.NONE;
    }

    private void follow(Located located) {
        InstancePath path = located.instance().path();
        if (chain.contains(path)) {
            cycle(path);
            return;
        }
        if (!visited.add(path)) {
            return;
        }
        chain.addLast(path);
        Shown shown = located.shown();
        switch (shown.state()) {
            case UNRESOLVED -> followImports(located);
            case WAITING_FOR_ANCESTOR -> followParent(located);
            case NOT_DEPLOYED, DEPLOYED_STOPPED -> followRest(located, shown);
            case PROBLEM, DEPLOYING, STARTING, DEPLOYED_STARTED, STOPPING, UNDEPLOYING ->
                root(located, path + sentence(located, shown));
        }
        chain.removeLast();
    }

    private void cycle(InstancePath path) {
        List<InstancePath> cycle = new ArrayList<>(chain);
        String text = cycle.subList(cycle.indexOf(path), cycle.size()).stream()
                .map(InstancePath::value)
                .collect(Collectors.joining(" → ", "", " → " + path));
        links.add(new Link(
                null,
                null,
                Reason.NONE,
                chain.size(),
                true,
                "these wait for each other and never start: " + text + "; make one of the imports optional"));
    }

    private void followImports(Located located) {
        InstancePath path = located.instance().path();
        ObservedInstance observed = located.instance().observed();
        link(located, path + " waits for " + String.join(", ", observed.missing()));
        for (String prefix : observed.missing()) {
            List<Located> candidates = application.exporters().of(prefix).stream()
                    .filter(candidate -> !candidate.instance().path().equals(path))
                    .toList();
            ImportedPrefix imported =
                    located.instance().component().importedPrefixes().get(prefix);
            if (candidates.isEmpty()) {
                String where = imported != null && imported.external()
                        ? "no application is bound that exports " + prefix
                        : "no instance in the model exports " + prefix + "; add one";
                links.add(new Link(null, null, Reason.NONE, chain.size(), true, where));
            } else if (candidates.stream().anyMatch(Exporters::isExporting)) {
                links.add(new Link(
                        null, null, Reason.NONE, chain.size(), true, prefix + " is exported now; this takes a moment"));
            } else {
                followExporters(candidates);
            }
        }
    }

    private void followExporters(List<Located> candidates) {
        List<Located> wanted = candidates.stream()
                .filter(candidate -> candidate.instance().stored().expected() == InstanceState.DEPLOYED_STARTED)
                .toList();
        (wanted.isEmpty() ? candidates : wanted).stream().limit(WIDTH).forEach(this::follow);
    }

    private void followParent(Located located) {
        InstancePath path = located.instance().path();
        Located parent =
                path.parent().map(above -> application.index().get(above)).orElse(null);
        if (parent == null) {
            root(located, path + sentence(located, located.shown()));
            return;
        }
        link(located, path + " waits for " + parent.instance().path());
        follow(parent);
    }

    private void followRest(Located located, Shown shown) {
        StoredInstance stored = located.instance().stored();
        InstancePath path = stored.path();
        if (shown.reason() != Reason.NONE) {
            if (shown.reason() == Reason.PARENT_NOT_STARTED) {
                followParent(located);
            } else {
                root(located, path + sentence(located, shown));
            }
        } else if (stored.expected() == shown.state()) {
            root(located, path + " is not asked to start; it is expected to be " + stored.expected());
        } else if (!located.isMachine() && located.machine().facts().report() == null) {
            followParent(located);
        } else {
            root(located, path + " is ordered to become " + stored.expected() + "; its agent has not begun yet");
        }
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

    private void add(Located located, String sentence, boolean root) {
        Shown shown = located.shown();
        links.add(new Link(located.instance().path(), shown.state(), shown.reason(), chain.size() - 1, root, sentence));
    }
}

package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.roboconf.core.dsl.commands.BulkAction;
import net.roboconf.core.dsl.commands.Instruction;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;

/** Reads the instructions that ask for another state of instances, or for their end. */
final class StateInstructions {

    private static final List<String> STATES =
            Arrays.stream(InstanceState.values()).map(Enum::name).toList();

    private final Scene scene;

    StateInstructions(Scene scene) {
        this.scene = scene;
    }

    Optional<Instruction> change(Phrase line) {
        Phrase rest = line.after("change", "status", "of");
        int to = rest == null ? -1 : rest.lastIndexOf("to");
        Phrase path = to < 0 ? null : rest.part(0, to).stripped();
        if (path == null || path.isEmpty()) {
            scene.malformed(line, "change status of /path to DEPLOYED_STARTED");
            return Optional.empty();
        }
        Phrase written = rest.startingAt(to + "to".length()).stripped();
        Optional<InstancePath> instance = scene.existing(path);
        Optional<InstanceState> state = state(written);
        return instance.isPresent() && state.isPresent()
                ? Optional.of(new Instruction.ChangeState(line.location(), instance.get(), state.get()))
                : Optional.empty();
    }

    private Optional<InstanceState> state(Phrase written) {
        if (!written.isSettled()) {
            return Optional.empty();
        }
        String name = normalized(written.text());
        if (!STATES.contains(name)) {
            scene.findings()
                    .add(written.finding(CMD_INVALID_INSTANCE_STATUS, written.text())
                            .suggesting(scene.spelling().didYouMean(name, STATES)));
            return Optional.empty();
        }
        InstanceState state = InstanceState.valueOf(name);
        // A problem is something that an instance stays in, but nothing to ask for.
        if (!state.isStable() || state == InstanceState.PROBLEM) {
            scene.missing(written, CMD_INSTABLE_INSTANCE_STATUS, name);
            return Optional.empty();
        }
        return Optional.of(state);
    }

    /** Spaces, underscores and the word "and" do not count: {@code deployed and started}. */
    private static String normalized(String written) {
        List<String> words = new ArrayList<>();
        for (String word : written.toUpperCase(Locale.ROOT).split("[\\s_]+")) {
            if (!word.equals("AND")) {
                words.add(word);
            }
        }
        return String.join("_", words);
    }

    Optional<Instruction> bulk(Phrase line) {
        Phrase rest = line.after("deploy", "and", "start", "all");
        BulkAction action = BulkAction.DEPLOY_AND_START_ALL;
        if (rest == null) {
            rest = line.after("stop", "all");
            action = BulkAction.STOP_ALL;
        }
        if (rest == null) {
            rest = line.after("undeploy", "all");
            action = BulkAction.UNDEPLOY_ALL;
        }
        if (rest == null) {
            rest = line.after("delete", "all");
            action = BulkAction.DELETE;
        }
        if (rest == null) {
            rest = line.after("delete");
        }
        if (rest == null || rest.isEmpty()) {
            String words = line.firstWord().text().toLowerCase(Locale.ROOT);
            String all =
                    words.equals("deploy") ? "deploy and start all" : words.equals("delete") ? words : words + " all";
            scene.malformed(line, all + " /path' or '" + all + " instances of Component");
            return Optional.empty();
        }
        Phrase component = rest.after("instances", "of");
        return component == null ? bulkOf(line, action, rest) : bulkOfComponent(line, action, component);
    }

    private Optional<Instruction> bulkOf(Phrase line, BulkAction action, Phrase path) {
        Optional<InstancePath> instance = scene.existing(path);
        if (instance.isEmpty()) {
            return Optional.empty();
        }
        if (action == BulkAction.DELETE) {
            scene.table().ifPresent(t -> t.findParent(path.text())
                    .ifPresent(parent -> t.delete(parent, instance.get().name())));
        }
        return Optional.of(new Instruction.Bulk(line.location(), action, instance.get()));
    }

    private Optional<Instruction> bulkOfComponent(Phrase line, BulkAction action, Phrase component) {
        if (!scene.checkComponent(component) || !line.isSettled()) {
            return Optional.empty();
        }
        if (action == BulkAction.DELETE) {
            scene.table().ifPresent(t -> t.deleteAll(component.text()));
        }
        return Optional.of(new Instruction.BulkOfComponent(line.location(), action, component.text()));
    }
}

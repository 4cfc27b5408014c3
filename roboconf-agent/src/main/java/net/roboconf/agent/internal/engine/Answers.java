package net.roboconf.agent.internal.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * Tells exporters how far their statements are on this machine: received at once, applied when no instance here has
 * anything of it before it, and in between, now and then, that it is still being worked on.
 */
final class Answers {

    /** A statement whose exporter has not been told yet that it is applied. */
    private static final class Unanswered {
        final StatementVersion version;
        boolean received;

        Unanswered(StatementVersion version) {
            this.version = version;
        }
    }

    private record Source(String prefix, MachineKey machine) {}

    /** So many instances are named to an exporter at most: it tells people, and nothing hangs on it. */
    private static final int NAMED = 8;

    private static final TimerId WORKING = new TimerId(TimerId.Kind.WORKING, null);

    private final AgentState state;
    private final Function<String, Collection<Instance>> importers;
    private final Map<Source, Unanswered> unanswered = new LinkedHashMap<>();
    private final Set<Source> toLookAt = new LinkedHashSet<>();

    /**
     * Nothing to answer yet.
     *
     * @param importers the instances here that import a prefix, sorted by path
     */
    Answers(AgentState state, Function<String, Collection<Instance>> importers) {
        this.state = state;
        this.importers = importers;
    }

    /** A statement has come. */
    void due(String prefix, MachineKey machine, StatementVersion version) {
        Source source = new Source(prefix, machine);
        unanswered.put(source, new Unanswered(version));
        toLookAt.add(source);
    }

    /** What is known already was said again: perhaps an answer was lost. */
    void dueAgain(String prefix, MachineKey machine, StatementVersion known) {
        Source source = new Source(prefix, machine);
        unanswered.computeIfAbsent(source, s -> new Unanswered(known)).received = false;
        toLookAt.add(source);
    }

    /** Statements may be applied that were not before. */
    void look() {
        toLookAt.addAll(unanswered.keySet());
    }

    /** Nothing of what a machine has said counts any more. */
    void forget(MachineKey machine) {
        unanswered.keySet().removeIf(source -> source.machine().equals(machine));
    }

    /** Nothing here imports a prefix any more. */
    void unsubscribed(String prefix, MachineKey machine, StatementVersion version) {
        Source source = new Source(prefix, machine);
        unanswered.remove(source);
        answer(source, version, ExportsAck.Phase.UNSUBSCRIBED);
    }

    /**
     * Answers what can be answered.
     *
     * @param local takes the answers to this machine's own statements
     * @return whether one of those was answered, so that a stop here may go on
     */
    boolean give(Exporter local) {
        boolean answeredHere = false;
        List<Source> due = List.copyOf(toLookAt);
        toLookAt.clear();
        for (Source source : due) {
            Unanswered open = unanswered.get(source);
            if (open == null) {
                continue;
            }
            boolean here = source.machine().equals(state.me.machine());
            if (isApplied(source)) {
                unanswered.remove(source);
                if (here) {
                    local.acknowledged(ack(source, open.version, ExportsAck.Phase.APPLIED));
                    answeredHere = true;
                } else {
                    answer(source, open.version, ExportsAck.Phase.APPLIED);
                }
            } else if (!open.received) {
                open.received = true;
                if (here) {
                    local.acknowledged(ack(source, open.version, ExportsAck.Phase.RECEIVED));
                } else {
                    answer(source, open.version, ExportsAck.Phase.RECEIVED);
                }
            }
        }
        if (!unanswered.isEmpty()) {
            state.timers.setOnce(WORKING, state.tuning.working());
        }
        return answeredHere;
    }

    void workingTimerRang() {
        unanswered.forEach((source, open) -> answer(source, open.version, ExportsAck.Phase.WORKING));
    }

    /** Instances that import a prefix, but not more than people can read. */
    List<InstancePath> named(String prefix) {
        return named(prefix, importer -> true);
    }

    private List<InstancePath> named(String prefix, Predicate<Instance> interesting) {
        return importers.apply(prefix).stream()
                .filter(interesting)
                .map(importer -> importer.path)
                .limit(NAMED)
                .toList();
    }

    private boolean isApplied(Source source) {
        for (Instance instance : importers.apply(source.prefix())) {
            if (instance.isApplying(source.prefix(), source.machine())) {
                return false;
            }
        }
        return true;
    }

    private void answer(Source source, StatementVersion version, ExportsAck.Phase phase) {
        if (state.connected && !source.machine().equals(state.me.machine())) {
            state.send(new Address.Peer(state.application, source.machine()), ack(source, version, phase));
        }
    }

    private ExportsAck ack(Source source, StatementVersion version, ExportsAck.Phase phase) {
        boolean applies = phase == ExportsAck.Phase.RECEIVED || phase == ExportsAck.Phase.WORKING;
        return new ExportsAck(
                state.application,
                source.prefix(),
                state.me.machine(),
                state.epoch,
                source.machine(),
                version,
                phase,
                named(source.prefix(), importer -> !applies || importer.isApplying(source.prefix(), source.machine())));
    }
}

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
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * Tells exporters how far their statements are on this machine: received at once, applied when no instance here has
 * anything of it before it, and in between, now and then, that it is still being worked on. Nobody waits for a statement
 * that takes nothing away: that one is answered once only, so that its exporter knows who imports.
 */
final class Answers {

    /** A statement whose exporter has not been told yet that it is applied, or that nobody here imports it any more. */
    private static final class Unanswered {
        final StatementVersion version;
        final boolean leaving;
        boolean received;

        /** Whether its exporter may wait until it is applied. */
        boolean awaited;

        Unanswered(StatementVersion version, boolean leaving, boolean awaited) {
            this.version = version;
            this.leaving = leaving;
            this.awaited = awaited;
            received = leaving;
        }

        ExportsAck.Phase end() {
            return leaving ? ExportsAck.Phase.UNSUBSCRIBED : ExportsAck.Phase.APPLIED;
        }
    }

    private record Source(ExportsSubject subject, MachineKey machine) {}

    /** So many instances are named to an exporter at most: it tells people, and nothing hangs on it. */
    private static final int NAMED = 8;

    private static final TimerId WORKING = new TimerId(TimerId.Kind.WORKING, null);

    private final AgentState state;
    private final Function<ExportsSubject, Collection<Instance>> importers;
    private final Map<Source, Unanswered> unanswered = new LinkedHashMap<>();
    private final Set<Source> toLookAt = new LinkedHashSet<>();

    /**
     * Nothing to answer yet.
     *
     * @param importers the instances here that import a subject, sorted by path
     */
    Answers(AgentState state, Function<ExportsSubject, Collection<Instance>> importers) {
        this.state = state;
        this.importers = importers;
    }

    /**
     * A statement has come.
     *
     * @param takesAway whether what was there before is not in it: who has stopped it may be waiting
     * @param known whether its exporter knows already that it is imported here
     */
    void due(ExportsSubject subject, MachineKey machine, StatementVersion version, boolean takesAway, boolean known) {
        Source source = new Source(subject, machine);
        Unanswered before = unanswered.get(source);
        Unanswered open = new Unanswered(version, false, takesAway || before != null && before.awaited);
        open.received = known;
        unanswered.put(source, open);
        toLookAt.add(source);
    }

    /** What is known already was said again: perhaps an answer was lost. */
    void dueAgain(ExportsSubject subject, MachineKey machine, StatementVersion known) {
        Source source = new Source(subject, machine);
        Unanswered open = unanswered.computeIfAbsent(source, s -> new Unanswered(known, false, true));
        open.received = false;
        open.awaited = true;
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

    /** Nothing here imports a subject any more: its exporter is told so as soon as nothing here uses it any more. */
    void unsubscribed(ExportsSubject subject, MachineKey machine, StatementVersion version) {
        Source source = new Source(subject, machine);
        unanswered.put(source, new Unanswered(version, true, true));
        toLookAt.add(source);
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
            if (open.leaving && !here && !state.connected) {
                continue;
            }
            if (isApplied(source, open)) {
                unanswered.remove(source);
                if (here) {
                    local.acknowledged(ack(source, open.version, open.end()));
                    answeredHere = true;
                } else if (open.awaited || !open.received) {
                    answer(source, open.version, open.end());
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
        if (unanswered.values().stream().anyMatch(open -> open.awaited)) {
            state.timers.setOnce(WORKING, state.tuning.working());
        }
        return answeredHere;
    }

    void workingTimerRang() {
        unanswered.forEach((source, open) -> {
            if (open.awaited) {
                answer(source, open.version, ExportsAck.Phase.WORKING);
            }
        });
    }

    /** Instances that import a subject, but not more than people can read. */
    List<InstancePath> named(ExportsSubject subject) {
        return named(subject, importer -> true);
    }

    private List<InstancePath> named(ExportsSubject subject, Predicate<Instance> interesting) {
        return importers.apply(subject).stream()
                .filter(interesting)
                .map(importer -> importer.path)
                .limit(NAMED)
                .toList();
    }

    private boolean isApplied(Source source, Unanswered open) {
        for (Instance instance : open.leaving ? state.instances.values() : importers.apply(source.subject())) {
            if (instance.isApplying(source.subject(), source.machine())) {
                return false;
            }
        }
        return true;
    }

    private void answer(Source source, StatementVersion version, ExportsAck.Phase phase) {
        if (state.connected && !source.machine().equals(state.me.machine())) {
            state.send(new Address.Exporter(source.subject(), source.machine()), ack(source, version, phase));
        }
    }

    private ExportsAck ack(Source source, StatementVersion version, ExportsAck.Phase phase) {
        boolean applies = phase == ExportsAck.Phase.RECEIVED || phase == ExportsAck.Phase.WORKING;
        return new ExportsAck(
                source.subject(),
                state.me.machine(),
                source.subject().external() ? state.application : null,
                state.epoch,
                source.machine(),
                version,
                phase,
                named(
                        source.subject(),
                        importer -> !applies || importer.isApplying(source.subject(), source.machine())));
    }
}

package net.roboconf.benchmarks.scale;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEngine;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.Moment;
import net.roboconf.dm.internal.engine.Outcome;
import net.roboconf.dm.internal.engine.Secrets;
import net.roboconf.dm.internal.engine.TargetCall;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;

/** The real engine of the Deployment Manager on virtual time, and the machines that it has made. What it stores is counted. */
final class VirtualManager {

    static final String HANDLER = "fleet";

    private final VirtualTimeline time;
    private final Machines machines;
    private final DmState store = new DmState();
    private final DmEngine engine;
    private final Map<String, Long> changes = new TreeMap<>();
    private final Map<InstanceKey, InstanceState> states = new HashMap<>();
    private int started;
    private long questions;

    private record InstanceKey(MachineKey machine, Object path) {}

    VirtualManager(VirtualTimeline time, Machines.Pace pace) {
        this.time = time;
        machines = new Machines(time, pace, (message, bytes, sender) -> received(message, sender));
        engine = new DmEngine(DmTuning.DEFAULT, new CountedSecrets(), store);
        perform(engine.start(now()));
        feed(new DmEvent.TargetsChanged(Map.of(HANDLER, 0L)));
        feed(new DmEvent.Connected());
        feed(new DmEvent.InboxDrained());
    }

    Machines machines() {
        return machines;
    }

    /** How many changes of each kind were stored so far. */
    Map<String, Long> changes() {
        return changes;
    }

    /** How many instances that are no machines are started now, as far as was reported. */
    int started() {
        return started;
    }

    /** Asks as a person would. */
    void ask(Command command) {
        feed(new DmEvent.Asked(++questions, command));
    }

    private void received(Message message, String sender) {
        feed(new DmEvent.Received(message, sender));
    }

    private void feed(DmEvent event) {
        perform(engine.handle(event, now()));
    }

    private void later(long delay, DmEvent event) {
        time.in(delay, () -> feed(event));
    }

    private Moment now() {
        return new Moment(time.now(), time.now());
    }

    private void perform(List<DmEffect> effects) {
        for (DmEffect effect : effects) {
            if (effect instanceof DmEffect.Store kept) {
                store(kept.change());
            } else if (effect instanceof DmEffect.Send send) {
                machines.fromManager(send.to(), machines.encoded(send.message()));
            } else if (effect instanceof DmEffect.CallTarget call) {
                call(call.call());
            } else if (effect instanceof DmEffect.EnsureAccounts ensure) {
                Set<MachineKey> keys = ensure.needs().stream()
                        .map(need -> need.account().machine())
                        .collect(Collectors.toSet());
                later(0, new DmEvent.AccountsEnsured(keys));
            } else if (effect instanceof DmEffect.RevokeAccounts revoke) {
                later(0, new DmEvent.AccountsRevoked(revoke.machines()));
            } else if (effect instanceof DmEffect.SetTimer timer) {
                later(timer.delay(), new DmEvent.TimerRang(timer.timer(), timer.generation()));
            } else if (effect instanceof DmEffect.Answer answer
                    && answer.outcome() instanceof Outcome.Refused refused) {
                throw new IllegalStateException("Refused: " + refused.message());
            }
        }
    }

    private void store(Change change) {
        store.apply(change);
        changes.merge(change.getClass().getSimpleName(), 1L, Long::sum);
        if (change instanceof Change.PutObserved put) {
            observed(put.machine(), put.instance());
        } else if (change instanceof Change.DropObserved drop) {
            count(states.remove(new InstanceKey(drop.machine(), drop.path())), -1);
        }
    }

    private void observed(MachineKey machine, ObservedInstance instance) {
        count(states.put(new InstanceKey(machine, instance.path()), instance.state()), -1);
        count(instance.state(), 1);
    }

    private void count(InstanceState state, int more) {
        started += state == InstanceState.DEPLOYED_STARTED ? more : 0;
    }

    private void call(TargetCall call) {
        switch (call.kind()) {
            case CREATE -> {
                machines.make(new AgentSettings(call.key(), call.application(), call.path(), null, "", Map.of()));
                later(0, new DmEvent.MachineMade(call.id(), call.key().value()));
            }
            case FIND -> later(0, new DmEvent.MachineAbsent(call.id()));
            case STATUS -> {
                boolean there = machines.agent(call.key()) != null;
                later(0, new DmEvent.MachineIs(call.id(), there ? MachineStatus.RUNNING : MachineStatus.GONE));
            }
            case CONFIGURE -> later(0, new DmEvent.MachineConfigured(call.id()));
            case TERMINATE -> {
                machines.destroy(call.key());
                later(0, new DmEvent.TerminationAccepted(call.id()));
            }
        }
    }

    /** Keys that are as long as real ones, for bytes are counted. */
    private static final class CountedSecrets implements Secrets {
        private int keys;

        @Override
        public MachineKey machineKey() {
            return new MachineKey("machine%013d".formatted(++keys));
        }

        @Override
        public String password() {
            return "x".repeat(32);
        }
    }
}

package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.state.StoredMachine;

/** Tells the agents of an application, and of those bound to it or that it is bound to, that an epoch of a machine is over, again until the broker has confirmed it. */
final class Verdicts {

    private static final TimerId TIMER = new TimerId(TimerId.Kind.VERDICTS, null);

    private final World world;
    private final Map<MachineKey, Verdict> unconfirmed = new LinkedHashMap<>();

    Verdicts(World world) {
        this.world = world;
    }

    /** Says to everyone that all epochs of a machine up to this one are over. */
    void pronounce(StoredMachine machine, long epoch, boolean gone) {
        Verdict verdict = verdict(machine, epoch, gone);
        if (world.connected) {
            tell(verdict);
        } else {
            unconfirmed.put(machine.key(), verdict);
        }
    }

    private void tell(Verdict verdict) {
        world.acquaintances(verdict.application())
                .forEach(application -> world.send(new Address.Everyone(application), verdict));
    }

    /** Says to an agent, which speaks in an epoch that is over, that it is. */
    void repeatTo(StoredMachine machine) {
        world.send(new Address.Machine(machine.key()), verdict(machine, machine.voided(), false));
    }

    void connected() {
        repeat();
    }

    void timerRang() {
        repeat();
    }

    void unconfirmed(Verdict verdict) {
        if (world.applications.containsKey(verdict.application())) {
            Verdict other = unconfirmed.get(verdict.machine());
            if (other == null || other.number() < verdict.number()) {
                unconfirmed.put(verdict.machine(), verdict);
            }
            if (!world.timers.isSet(TIMER)) {
                world.setTimer(TIMER, world.tuning.retry());
            }
        }
    }

    private void repeat() {
        if (!world.connected) {
            return;
        }
        List<Verdict> due = new ArrayList<>(unconfirmed.values());
        unconfirmed.clear();
        due.forEach(this::tell);
    }

    private Verdict verdict(StoredMachine machine, long epoch, boolean gone) {
        return new Verdict(machine.application(), machine.key(), epoch, world.term, world.nextVerdict(), gone);
    }
}

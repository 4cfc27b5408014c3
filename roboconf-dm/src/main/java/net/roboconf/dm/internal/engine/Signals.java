package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.dm.ManagerEvent;

/**
 * Tells people of each signal of a machine once, and its agent that it need not be said again.
 *
 * <p>Which ones were taken is stored with the report that brought them, in the commit in which they are told.
 */
final class Signals {

    /** Of so many starts of an agent it is known what was taken: disks that are set back bring older ones back. */
    private static final int STARTS = 8;

    private final World world;

    Signals(World world) {
        this.world = world;
    }

    /** What is taken of a machine when a report of it is, the newest last. */
    static List<SignalNumber> taken(List<SignalNumber> before, Observed observed) {
        List<Signal> fresh = fresh(before, observed);
        if (fresh.isEmpty()) {
            return before;
        }
        List<SignalNumber> taken = new ArrayList<>(before);
        for (Signal signal : fresh) {
            taken.removeIf(other -> other.bootId().equals(signal.number().bootId()));
            taken.add(signal.number());
            if (taken.size() > STARTS) {
                taken.remove(0);
            }
        }
        return taken;
    }

    /**
     * Tells of what is new in a report, and acknowledges it all.
     *
     * @param before what was taken before the report
     */
    void tell(Place place, Observed observed, List<SignalNumber> before) {
        for (Signal signal : fresh(before, observed)) {
            tellOfDropped(place, signal, before);
            world.tellSignal(place.self.application.name(), signal.path(), signal.name(), signal.text(), signal.at());
        }
        if (!observed.signals().isEmpty()) {
            acknowledge(
                    place, observed.signals().get(observed.signals().size() - 1).number());
        }
    }

    /** An agent whose acknowledgement was lost. */
    void heard(Place place, Heartbeat heartbeat) {
        if (heartbeat.signals() != null && isTaken(heartbeat.signals(), place.report.signals())) {
            acknowledge(place, heartbeat.signals());
        }
    }

    private void acknowledge(Place place, SignalNumber newest) {
        world.send(
                new Address.Machine(place.key()),
                new ObservedAsk(place.key(), world.term, place.report.epoch(), place.report.sequence(), false, newest));
    }

    private void tellOfDropped(Place place, Signal signal, List<SignalNumber> before) {
        long dropped = signal.dropped();
        for (SignalNumber taken : before) {
            if (taken.bootId().equals(signal.number().bootId())) {
                // Some were dropped only because it was not acknowledged yet that they were taken.
                dropped = Math.min(dropped, signal.number().number() - taken.number() - 1);
            }
        }
        if (dropped > 0) {
            world.tell(
                    ManagerEvent.Kind.NOTICE,
                    place.self.application.name(),
                    place.self.path(),
                    dropped + (dropped == 1 ? " signal" : " signals") + " of this machine could not be kept until the"
                            + " Deployment Manager heard its agent, and "
                            + (dropped == 1 ? "is" : "are")
                            + " lost");
        }
    }

    /** An agent says them in order: what is before one that was taken was taken, or told to be dropped, as well. */
    private static List<Signal> fresh(List<SignalNumber> taken, Observed observed) {
        List<Signal> signals = observed.signals();
        for (int i = signals.size(); i > 0; i--) {
            if (isTaken(signals.get(i - 1).number(), taken)) {
                return signals.subList(i, signals.size());
            }
        }
        return signals;
    }

    private static boolean isTaken(SignalNumber number, List<SignalNumber> taken) {
        return taken.stream().anyMatch(number::isUpTo);
    }
}

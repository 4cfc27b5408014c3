package net.roboconf.agent.internal.host;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;

/**
 * What an agent said last about itself. When its memory cannot be written its engine is silent, though agent and software
 * are alive: then the agent repeats this, with the reason {@code STORE_FAILED}, so that its machine is not taken for
 * lost. The next engine speaks in a new epoch and replaces it all. Thread-safe.
 */
final class LastWords {

    private Observed observed;
    private Heartbeat heartbeat;

    /** Hears what the engine says. */
    synchronized void said(Message message) {
        if (message instanceof Observed statement) {
            observed = statement;
        } else if (message instanceof Heartbeat beat) {
            heartbeat = beat;
        }
    }

    /** How often the agent has begun, as far as it has said so; else 0. */
    synchronized long epoch() {
        return heartbeat != null ? heartbeat.epoch() : observed != null ? observed.epoch() : 0;
    }

    /** The newest order that the agent has said to have accepted. */
    synchronized OrderVersion accepted() {
        return observed == null ? OrderVersion.NONE : observed.accepted();
    }

    /** What the agent last said to be on its machine. */
    synchronized List<ObservedInstance> instances() {
        return observed == null ? List.of() : observed.instances();
    }

    /** What to say now that the memory cannot be written; nothing when the engine never spoke. */
    synchronized List<Message> storeFailed(String why, long wallTime) {
        List<Message> messages = new ArrayList<>();
        if (observed != null && observed.instances().stream().noneMatch(i -> i.reason() == Reason.STORE_FAILED)) {
            observed = withReason(observed, why, wallTime);
        }
        if (observed != null) {
            messages.add(observed);
        }
        if (heartbeat != null) {
            heartbeat = new Heartbeat(
                    heartbeat.machine(),
                    heartbeat.epoch(),
                    heartbeat.bootId(),
                    observed == null ? heartbeat.observedSequence() : observed.sequence(),
                    heartbeat.accepted(),
                    heartbeat.address(),
                    heartbeat.importDigests(),
                    heartbeat.relocation(),
                    heartbeat.signals());
            messages.add(heartbeat);
        }
        return messages;
    }

    private static Observed withReason(Observed last, String why, long wallTime) {
        return new Observed(
                last.machine(),
                last.epoch(),
                last.bootId(),
                last.sequence() + 1,
                last.accepted(),
                last.address(),
                last.instances().stream()
                        .map(instance -> new ObservedInstance(
                                instance.path(),
                                instance.state(),
                                Reason.STORE_FAILED,
                                why,
                                wallTime,
                                instance.attempt(),
                                instance.lastStable(),
                                instance.starts(),
                                instance.exports(),
                                instance.missing(),
                                instance.lastStep()))
                        .toList(),
                last.exported(),
                List.of(),
                last.signals(),
                last.scripts());
    }
}

package net.roboconf.core.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What travels between the Deployment Manager and the agents. The list is closed.
 *
 * <p>Three flows of full, versioned statements carry everything ({@link Desired}, {@link Observed}, {@link Exports}): the
 * newest wins, a late or repeated one is harmless, a lost one is repaired by the next. Around them: acknowledgements,
 * asks, heartbeats, verdicts, calls, and where to meet. Collections in messages are immutable and hold no null.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Desired.class, name = "desired"),
    @JsonSubTypes.Type(value = Observed.class, name = "observed"),
    @JsonSubTypes.Type(value = Exports.class, name = "exports"),
    @JsonSubTypes.Type(value = ExportsAck.class, name = "exports-ack"),
    @JsonSubTypes.Type(value = ExportsAsk.class, name = "exports-ask"),
    @JsonSubTypes.Type(value = ObservedAsk.class, name = "observed-ask"),
    @JsonSubTypes.Type(value = Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = ImportsRepair.class, name = "imports-repair"),
    @JsonSubTypes.Type(value = Verdict.class, name = "verdict"),
    @JsonSubTypes.Type(value = Call.class, name = "call"),
    @JsonSubTypes.Type(value = Reply.class, name = "reply"),
    @JsonSubTypes.Type(value = Relocate.class, name = "relocate")
})
public sealed interface Message
        permits Desired,
                Observed,
                Exports,
                ExportsAck,
                ExportsAsk,
                ObservedAsk,
                Heartbeat,
                ImportsRepair,
                Verdict,
                Call,
                Reply,
                Relocate {}

package net.roboconf.core.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;

/**
 * A request that wants a {@link Reply}. It is never repeated by itself; the caller gives up at its own deadline.
 *
 * @param id chosen by the caller at random; the reply carries it
 * @param machine the agent that calls or is called
 * @param question what is wanted
 */
public record Call(String id, MachineKey machine, Question question) implements Message {

    /** What a call wants. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Ping.class, name = "ping"),
        @JsonSubTypes.Type(value = CancelStep.class, name = "cancel-step"),
        @JsonSubTypes.Type(value = ReadLog.class, name = "read-log"),
        @JsonSubTypes.Type(value = ReadBlob.class, name = "read-blob")
    })
    public sealed interface Question permits Ping, CancelStep, ReadLog, ReadBlob {}

    /** To an agent: are you there? */
    public record Ping() implements Question {}

    /**
     * To an agent: end the step that runs on this instance.
     *
     * @param path the instance
     */
    public record CancelStep(InstancePath path) implements Question {}

    /**
     * To an agent: the end of the log of an instance's steps.
     *
     * @param path the instance
     * @param maxBytes how much at most; 1 to 262144
     */
    public record ReadLog(InstancePath path, int maxBytes) implements Question {}

    /**
     * To the Deployment Manager: a piece of a blob.
     *
     * @param blob which
     * @param offset from which byte
     * @param length how many bytes at most; 1 to 131072
     */
    public record ReadBlob(Sha256 blob, long offset, int length) implements Question {}
}

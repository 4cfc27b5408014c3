package net.roboconf.core.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;

/**
 * The answer to a {@link Call}.
 *
 * @param id of the call
 * @param machine the agent that called or was called
 * @param answer what came of it
 */
public record Reply(String id, MachineKey machine, Answer answer) implements Message {

    /** What came of a call. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Done.class, name = "done"),
        @JsonSubTypes.Type(value = Text.class, name = "text"),
        @JsonSubTypes.Type(value = BlobChunk.class, name = "blob-chunk"),
        @JsonSubTypes.Type(value = Refused.class, name = "refused")
    })
    public sealed interface Answer permits Done, Text, BlobChunk, Refused {}

    /** It was done; there is nothing more to say. */
    public record Done() implements Answer {}

    /**
     * Some text, of a log for instance.
     *
     * @param text never null
     */
    public record Text(String text) implements Answer {}

    /**
     * A piece of a blob.
     *
     * @param blob which
     * @param offset where it begins
     * @param total the blob's size in bytes
     * @param bytes the piece; the array is not copied and must not be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record BlobChunk(Sha256 blob, long offset, long total, byte[] bytes) implements Answer {}

    /**
     * It cannot be done.
     *
     * @param why a sentence for people, with what to do
     */
    public record Refused(String why) implements Answer {}
}

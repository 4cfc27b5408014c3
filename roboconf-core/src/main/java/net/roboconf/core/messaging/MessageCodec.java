package net.roboconf.core.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.model.Sha256;

/**
 * Messages as JSON, and back. Only the closed list of {@link Message} can come out; no class is ever named by the sender.
 * Unknown fields are ignored, so that a newer sender is understood; what a message cannot be without must be there. Safe
 * for use by many threads.
 */
public final class MessageCodec {

    /** The largest message that is written or read, in bytes. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** One for the process: what it learns of a type takes it a hundred times as long as a message of that type. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .annotationIntrospector(new WhatMustBeThere())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /**
     * Has everything learnt that the first messages would have to wait for. Takes about a tenth of a second in a process
     * that has just begun, no time later. For any thread that nobody waits for.
     */
    public static void prepare() {
        prepare(Message.class);
    }

    private static void prepare(Class<?> type) {
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses()).forEach(MessageCodec::prepare);
        } else {
            MAPPER.readerFor(type);
            MAPPER.writerFor(type);
            Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .filter(Class::isSealed)
                    .forEach(MessageCodec::prepare);
        }
    }

    /**
     * The message as UTF-8 JSON.
     *
     * @throws MessageFormatException when it would be larger than {@link #MAX_BYTES}
     */
    public byte[] encode(Message message) throws MessageFormatException {
        byte[] bytes = write(message);
        if (bytes.length > MAX_BYTES) {
            throw new MessageFormatException(
                    Problem.TOO_LARGE,
                    "A " + message.getClass().getSimpleName() + " of " + bytes.length
                            + " bytes does not fit into a message of at most " + MAX_BYTES,
                    null);
        }
        return bytes;
    }

    /**
     * The message that these bytes say.
     *
     * @throws MessageFormatException when they are no message of ours, too large, or hold impossible values
     */
    public Message decode(byte[] bytes) throws MessageFormatException {
        if (bytes.length > MAX_BYTES) {
            throw new MessageFormatException(
                    Problem.TOO_LARGE, "A message of " + bytes.length + " bytes is larger than " + MAX_BYTES, null);
        }
        return read(bytes, Message.class);
    }

    /** The JSON form of a manifest; equal manifests have equal bytes. */
    public byte[] encode(RecipeManifest manifest) throws MessageFormatException {
        return write(manifest);
    }

    /** The hash that names a manifest. */
    public Sha256 hash(RecipeManifest manifest) throws MessageFormatException {
        return Sha256.of(write(manifest));
    }

    /**
     * The manifest that these bytes say.
     *
     * @throws MessageFormatException when they are no manifest
     */
    public RecipeManifest decodeManifest(byte[] bytes) throws MessageFormatException {
        return read(bytes, RecipeManifest.class);
    }

    private byte[] write(Object value) throws MessageFormatException {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new MessageFormatException("Could not be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private <T> T read(byte[] bytes, Class<T> type) throws MessageFormatException {
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new MessageFormatException("Not a " + type.getSimpleName() + " of ours: null", null);
            }
            return value;
        } catch (InvalidTypeIdException e) {
            throw new MessageFormatException(
                    e.getTypeId() == null ? Problem.UNREADABLE : Problem.UNKNOWN_KIND,
                    "Not a " + type.getSimpleName() + " that is known here: " + e.getOriginalMessage(),
                    e);
        } catch (JsonProcessingException e) {
            throw new MessageFormatException(
                    "Not a " + type.getSimpleName() + " of ours: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MessageFormatException("Could not be read: " + e.getMessage(), e);
        }
    }

    /** Of records, everything but numbers, truth values and what is marked with {@link MayBeAbsent}. */
    private static final class WhatMustBeThere extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return mustBeThere(member) ? Boolean.TRUE : super.hasRequiredMarker(member);
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            return annotated instanceof AnnotatedMember member && mustBeThere(member)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : super.findSetterInfo(annotated);
        }

        private static boolean mustBeThere(AnnotatedMember member) {
            return member.getDeclaringClass().isRecord()
                    && !member.getRawType().isPrimitive()
                    && !member.hasAnnotation(MayBeAbsent.class);
        }
    }
}

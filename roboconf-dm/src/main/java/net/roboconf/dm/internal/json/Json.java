package net.roboconf.dm.internal.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import net.roboconf.core.json.OwnTypes;

/**
 * Reads and writes JSON. Reading is strict: an unknown field, a repeated one, text after the end are errors that say where
 * they are. Absent means null; null is not written. Safe for use by many threads.
 */
public final class Json {

    private final ObjectMapper mapper = OwnTypes.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.CLOSE_CLOSEABLE)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    /**
     * Reads a value.
     *
     * @return null when the text is {@code null}
     * @throws MalformedJsonException when it is not JSON, or not of this form
     */
    public Object read(InputStream in, Type type) throws IOException, MalformedJsonException {
        try {
            return mapper.readValue(in, mapper.constructType(type));
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException(explain(e), e);
        }
    }

    /** Writes a value on one line and leaves the stream open. */
    public void write(Object value, OutputStream out) throws IOException {
        mapper.writeValue(out, value);
    }

    /** A value on one line. */
    public String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value on several lines, for people. */
    public String pretty(Object value) {
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds since 1970 as ISO 8601 in UTC; null for 0, which stands for never. */
    static String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static String explain(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null || at.getLineNr() < 1
                ? "The JSON"
                : "Line " + at.getLineNr() + ", column " + at.getColumnNr() + " of the JSON";
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> ids = unknown.getKnownPropertyIds();
            String known = ids.stream()
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            // Not where it is: the reader has gone on when it tells.
            return "The JSON has no field '" + unknown.getPropertyName() + "'; the fields are " + known + ".";
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return where + ": '" + format.getValue() + "' is not one of "
                    + String.join(
                            ", ",
                            Arrays.stream(format.getTargetType().getEnumConstants())
                                    .map(Object::toString)
                                    .toList())
                    + field(format) + ".";
        }
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            return where + ": there is more after the end of the value.";
        }
        if (e instanceof MismatchedInputException mismatch) {
            Class<?> wanted = mismatch.getTargetType();
            return where + " has another form than is expected here" + field(mismatch)
                    + (wanted == null ? "" : ": " + form(wanted)) + ".";
        }
        return where + " is not well-formed: " + e.getOriginalMessage() + ".";
    }

    private static String field(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : " (field '" + path + "')";
    }

    private static String form(Class<?> wanted) {
        if (wanted == String.class || wanted.isEnum()) {
            return "a text";
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return "true or false";
        }
        if (wanted.isPrimitive() || Number.class.isAssignableFrom(wanted)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(wanted) ? "a list like [...]" : "an object like {...}";
    }
}

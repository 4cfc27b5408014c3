package net.roboconf.core.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The identity of one creation of a machine.
 *
 * <p>Made at random before the cloud is called, stored, and given to the cloud: a machine that is destroyed and created
 * again under the same path has another key. The key names the broker account, the queue and the routing key of the
 * machine's agent; paths are labels only.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}; never null
 */
public record MachineKey(@JsonValue String value) implements Comparable<MachineKey> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Checks the form of the key.
     *
     * @throws IllegalArgumentException when the text holds other characters or is too long
     */
    @JsonCreator
    public MachineKey {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a machine key: 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    @Override
    public int compareTo(MachineKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

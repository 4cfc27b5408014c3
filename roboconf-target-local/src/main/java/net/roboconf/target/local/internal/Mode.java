package net.roboconf.target.local.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a machine of this target is. */
enum Mode {
    /** A process of its own. */
    PROCESS("process"),
    /** A part of the Deployment Manager's process. */
    IN_MEMORY("in-memory");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** As people write it. */
    @JsonValue
    String text() {
        return text;
    }

    static Optional<Mode> find(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text.equals(text)).findFirst();
    }

    @JsonCreator
    static Mode of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("No mode '" + text + "'"));
    }
}

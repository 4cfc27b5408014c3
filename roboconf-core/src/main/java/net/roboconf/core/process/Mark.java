package net.roboconf.core.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A variable in the environment of a process that tells whose it is: {@code ROBOCONF_STEP_ID=…}. Children inherit it.
 *
 * @param variable its name, ASCII
 * @param value its value, ASCII; unique on the machine
 */
public record Mark(String variable, String value) {

    /** Whether an environment, as {@code /proc} shows it, holds this variable with this value. */
    boolean isIn(byte[] environment) {
        return value(environment, variable).filter(value::equals).isPresent();
    }

    /** What a variable has as its value in an environment, as {@code /proc} shows it. */
    static Optional<String> value(byte[] environment, String variable) {
        byte[] wanted = (variable + '=').getBytes(StandardCharsets.US_ASCII);
        int start = 0;
        while (start < environment.length) {
            int end = start;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            int from = start + wanted.length;
            if (from <= end && Arrays.equals(environment, start, from, wanted, 0, wanted.length)) {
                return Optional.of(new String(environment, from, end - from, StandardCharsets.UTF_8));
            }
            start = end + 1;
        }
        return Optional.empty();
    }
}

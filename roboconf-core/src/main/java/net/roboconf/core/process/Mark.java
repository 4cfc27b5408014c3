package net.roboconf.core.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A variable in the environment of a process that tells whose it is: {@code ROBOCONF_STEP_ID=…}. Children inherit it.
 *
 * @param variable its name, ASCII
 * @param value its value, ASCII; unique on the machine
 */
public record Mark(String variable, String value) {

    /** Whether an environment, as {@code /proc} shows it, holds this variable with this value. */
    boolean isIn(byte[] environment) {
        byte[] wanted = (variable + '=' + value).getBytes(StandardCharsets.US_ASCII);
        int start = 0;
        while (start < environment.length) {
            int end = start;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (Arrays.equals(environment, start, end, wanted, 0, wanted.length)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}

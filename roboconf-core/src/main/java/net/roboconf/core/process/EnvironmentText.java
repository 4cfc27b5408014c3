package net.roboconf.core.process;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Variables as lines that a POSIX shell reads. */
final class EnvironmentText {

    private EnvironmentText() {}

    /**
     * One {@code export} per variable, in UTF-8. Between single quotes a shell takes every character as it is. A variable
     * that the shell keeps for itself ({@code UID} in bash) is passed over: {@code command} keeps such an error from
     * ending the shell.
     */
    static byte[] of(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables).forEach((name, value) -> {
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "The variable " + name + " holds the character NUL, which no environment can have");
            }
            text.append("command export '")
                    .append(name)
                    .append('=')
                    .append(value.replace("'", "'\\''"))
                    .append("'\n");
        });
        return text.append(":\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}

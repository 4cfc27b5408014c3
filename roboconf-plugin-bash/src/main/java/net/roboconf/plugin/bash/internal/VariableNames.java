package net.roboconf.plugin.bash.internal;

/** Names as a shell can have them. */
final class VariableNames {

    private VariableNames() {}

    /**
     * Every character but ASCII letters, digits and {@code _} becomes {@code _}; a digit in front gets a {@code _} before
     * it.
     */
    static String clean(String name) {
        StringBuilder result = new StringBuilder(name.length() + 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (digit && i == 0) {
                result.append('_');
            }
            result.append(digit || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? c : '_');
        }
        return result.isEmpty() ? "_" : result.toString();
    }
}

package net.roboconf.core.model;

/**
 * Instance paths as names that file systems, shells and cloud providers take. Not unique: {@code /a/b_c} and {@code
 * /a_b/c} both become {@code a_b_c}.
 */
public final class CleanPath {

    private CleanPath() {}

    /**
     * The path without its leading slash, everything but ASCII letters, digits and {@code _} replaced by {@code _}:
     * {@code /VM/my-server} becomes {@code VM_my_server}. This is {@code ROBOCONF_CLEAN_INSTANCE_PATH}.
     */
    public static String of(InstancePath path) {
        return clean(path.value().substring(1));
    }

    /**
     * The same from the leaf up: {@code /VM/my-server} becomes {@code my_server_VM}. This is {@code
     * ROBOCONF_CLEAN_REVERSED_INSTANCE_PATH}.
     */
    public static String reversed(InstancePath path) {
        String[] names = path.value().substring(1).split("/");
        StringBuilder reversed = new StringBuilder(path.value().length());
        for (int i = names.length - 1; i >= 0; i--) {
            reversed.append(names[i]).append(i == 0 ? "" : "/");
        }
        return clean(reversed.toString());
    }

    private static String clean(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            result.append(word ? c : '_');
        }
        return result.toString();
    }
}

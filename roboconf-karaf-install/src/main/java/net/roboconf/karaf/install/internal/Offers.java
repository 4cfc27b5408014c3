package net.roboconf.karaf.install.internal;

import java.util.Locale;
import java.util.SortedMap;
import net.roboconf.core.osgi.ExtensionKind;

/** What the distribution itself brings to be installed. No network is needed. */
interface Offers {

    /** What an extension is called by people, such as {@code puppet}, before its kind and ours. */
    static String artifact(ExtensionKind kind, String name) {
        return prefix(kind) + name;
    }

    /** How the bundles and features of a kind begin. */
    static String prefix(ExtensionKind kind) {
        return "roboconf-" + kind.name().toLowerCase(Locale.ROOT) + "-";
    }

    /** Name to newest version of all that there are, installed or not. */
    SortedMap<String, String> list(ExtensionKind kind) throws Exception;

    /** Whether it was installed from here. */
    boolean isInstalled(ExtensionKind kind, String name) throws Exception;

    /** Installs and starts the newest version of one, for good. */
    void install(ExtensionKind kind, String name) throws Exception;

    /** Takes one away for good. */
    void uninstall(ExtensionKind kind, String name) throws Exception;
}

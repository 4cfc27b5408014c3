package net.roboconf.karaf.install.internal;

import org.osgi.framework.Version;

/** The versions of jars and features, which are written as Maven writes them. */
final class Versions {

    private static final String NUMBER = "\\d{1,9}(\\.\\d{1,9}){0,2}";

    private Versions() {}

    /** Whether one is newer than another; a release is newer than what came before it. */
    static boolean isNewer(String one, String other) {
        return of(one).compareTo(of(other)) > 0;
    }

    private static Version of(String text) {
        String[] parts = text.replaceFirst("^(" + NUMBER + ")\\.(?=\\D)", "$1-").split("-", 2);
        Version number = Version.parseVersion(parts[0].matches(NUMBER) ? parts[0] : "0");
        String qualifier = parts.length == 1 ? "release" : "before-" + parts[1].replaceAll("[^A-Za-z0-9_-]", "_");
        return new Version(number.getMajor(), number.getMinor(), number.getMicro(), qualifier);
    }
}

package net.roboconf.core.dsl.internal;

import java.util.regex.Pattern;

/** Which names are allowed for what. No pattern repeats a group: Java's engine would recurse once per character. */
public final class Names {

    private static final Pattern ID = Pattern.compile("[a-zA-Z_][\\w.-]*");
    private static final Pattern FLEXIBLE_ID = Pattern.compile("[a-zA-Z_][\\w .-]*");
    private static final Pattern APPLICATION = Pattern.compile("[a-zA-Z_][\\w.() -]*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?([.-].+)?");

    private Names() {}

    /** Components, facets, variables, prefixes. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Instances, installers. */
    public static boolean isFlexibleId(String text) {
        return FLEXIBLE_ID.matcher(text).matches();
    }

    /** Templates and applications, once their accents are removed. */
    public static boolean isApplication(String text) {
        return APPLICATION.matcher(text).matches();
    }

    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }
}

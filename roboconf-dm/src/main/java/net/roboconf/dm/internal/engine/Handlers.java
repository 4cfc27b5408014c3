package net.roboconf.dm.internal.engine;

import java.util.Locale;

/** The names of kinds of targets, which are compared without case; those of Roboconf 0.9 mean the same. */
public final class Handlers {

    private static final String OLD = "iaas-";

    private Handlers() {}

    /** The form in which two names that mean the same kind are equal. */
    public static String normal(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        return lower.startsWith(OLD) ? lower.substring(OLD.length()) : lower;
    }
}

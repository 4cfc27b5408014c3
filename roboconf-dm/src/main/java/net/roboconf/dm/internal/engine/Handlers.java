package net.roboconf.dm.internal.engine;

import java.util.Locale;

/** The names of kinds of targets, which are compared without case. */
public final class Handlers {

    private Handlers() {}

    /** The form in which two names that mean the same kind are equal. */
    public static String normal(String name) {
        return name.trim().toLowerCase(Locale.ROOT);
    }
}

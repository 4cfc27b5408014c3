package net.roboconf.core.lifecycle;

import java.util.Locale;

/** The steps of the life cycle that a plug-in runs. Recipes name their files after {@link #recipeName()}. */
public enum Step {
    /** Brings the software onto the machine. */
    DEPLOY,
    /** Starts it. */
    START,
    /** Tells it of one changed import. */
    UPDATE,
    /** Tells it of all its present imports at once; replaces {@link #UPDATE} where a recipe has it. */
    RECONFIGURE,
    /** Says whether it runs. */
    CHECK,
    /** Stops it. */
    STOP,
    /** Takes it off the machine. */
    UNDEPLOY;

    /** The word that recipes use: {@code deploy}, {@code start}, and so on. */
    public String recipeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package net.roboconf.agent.internal.suspension;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * A plug-in is not used for a while, because it was running when the process ran out of memory.
 *
 * @param bundle the symbolic name of its bundle
 * @param version of the bundle
 * @param installers that it serves, in lower case; empty when it never said so
 * @param what ran in it, for people
 * @param others bundles and versions of other plug-ins that may have been the cause as well
 * @param since wall-clock milliseconds
 * @param until the same
 * @param times how often in a row
 */
public record Suspension(
        String bundle,
        String version,
        Set<String> installers,
        List<String> what,
        List<String> others,
        long since,
        long until,
        int times) {

    /** What to do, for people. */
    public static final String REMEDY =
            "Install another version of it, or give the process more memory (-Xmx); a retry of the"
                    + " instance, or a restart of the bundle, has it used again at once";

    /** Makes the collections immutable. */
    public Suspension {
        installers = Set.copyOf(installers);
        what = List.copyOf(what);
        others = List.copyOf(others);
    }

    /** Why the plug-in is not used, and how long, for people. */
    public String why() {
        return "it is suspended until " + Instant.ofEpochMilli(until).truncatedTo(ChronoUnit.SECONDS) + ", because "
                + String.join(", ", what) + " ran in it when the process of its agent ran out of memory"
                + (others.isEmpty() ? "" : ", if it was not because of " + String.join(" or ", others));
    }

    /** Whether it is about that bundle in that version. */
    boolean isOf(String otherBundle, String otherVersion) {
        return bundle.equals(otherBundle) && version.equals(otherVersion);
    }

    /** How long it goes on, in milliseconds, at this wall-clock time: never longer than it was to last at first. */
    public long left(long now) {
        return Math.max(0, Math.min(until - now, until - since));
    }

    /** The same, over by now. */
    Suspension endedAt(long now) {
        return new Suspension(bundle, version, installers, what, others, Math.min(since, now), now, times);
    }
}

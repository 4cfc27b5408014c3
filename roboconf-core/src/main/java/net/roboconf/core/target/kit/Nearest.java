package net.roboconf.core.target.kit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.roboconf.core.dsl.internal.Spelling;

/** Finds out what a name was meant to be. */
public final class Nearest {

    private static final int MOST = 10;

    private Nearest() {}

    /** The nearest of the names that exist, if one is near. */
    public static Optional<String> name(String written, Collection<String> existing) {
        return new Spelling().nearest(written, () -> existing);
    }

    /**
     * Says for people that something does not exist, with the nearest name, or with some that do.
     *
     * @param what what it is, such as "image"
     */
    public static String missing(String what, String written, Collection<String> existing) {
        String begin = "There is no " + what + " '" + written + "'";
        Optional<String> near = name(written, existing);
        if (near.isPresent()) {
            return begin + "; did you mean '" + near.get() + "'?";
        }
        if (existing.isEmpty()) {
            return begin + "; there is none at all.";
        }
        List<String> some = existing.stream().sorted().limit(MOST).toList();
        String more = existing.size() > MOST ? " and " + (existing.size() - MOST) + " more" : "";
        return begin + "; there are " + String.join(", ", some) + more + ".";
    }
}

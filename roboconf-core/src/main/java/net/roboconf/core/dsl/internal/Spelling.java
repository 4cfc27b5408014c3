package net.roboconf.core.dsl.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out what a misspelt name was meant to be: the nearest of the names that exist, by the number of characters that
 * were added, forgotten, mistaken or swapped with their neighbour.
 *
 * <p>Comparing every wrong name with every right one would take the square of the size of a project. So the number of
 * comparisons is limited for each project: the first errors have suggestions, later ones may not.
 */
public final class Spelling {

    private static final int MOST_COMPARISONS = 200_000;
    private static final int LONGEST_NAME = 60;

    private int comparisonsLeft = MOST_COMPARISONS;

    /** A question with the nearest name, empty if none is near. */
    public Optional<String> didYouMean(String written, Collection<String> existing) {
        return nearest(written, () -> existing).map(name -> "Did you mean " + name + "?");
    }

    /**
     * The nearest name.
     *
     * @param names asked only if a comparison is still allowed
     */
    public Optional<String> nearest(String written, Supplier<? extends Collection<String>> names) {
        if (written.length() > LONGEST_NAME || comparisonsLeft <= 0) {
            return Optional.empty();
        }
        Collection<String> existing = names.get();
        comparisonsLeft -= existing.size();
        if (comparisonsLeft < 0) {
            return Optional.empty();
        }
        String best = null;
        int bestDistance = 1 + Math.max(1, written.length() / 3);
        for (String name : existing) {
            if (Math.abs(name.length() - written.length()) < bestDistance && !name.equals(written)) {
                int distance = name.equalsIgnoreCase(written) ? 0 : distance(written, name);
                if (distance < bestDistance) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Optimal string alignment, three rows at a time. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int mistaken = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(mistaken, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
        }
        return last[b.length()];
    }
}

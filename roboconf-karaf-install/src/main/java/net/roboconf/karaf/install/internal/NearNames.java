package net.roboconf.karaf.install.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What a misspelt name may have been meant to be. */
final class NearNames {

    private NearNames() {}

    /** The nearest first; those that begin with what was written, or differ in a few characters. */
    static List<String> of(String written, Collection<String> existing) {
        int far = 1 + Math.max(1, written.length() / 3);
        return existing.stream()
                .filter(name -> name.startsWith(written) || distance(written, name) < far)
                .sorted(Comparator.comparing((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** How many characters have to be added, taken away or replaced. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

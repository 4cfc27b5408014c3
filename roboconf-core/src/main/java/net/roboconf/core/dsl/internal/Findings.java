package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;

/** Gathers what is found in one project. For one thread. */
public final class Findings {

    /** More is no longer read by anybody, but would cost far more memory than the project. */
    static final int MOST_FINDINGS = 100_000;

    private final List<Diagnostic> found = new ArrayList<>();
    private int severe;

    public void add(Diagnostic diagnostic) {
        if (found.size() < MOST_FINDINGS) {
            found.add(diagnostic);
        }
        severe += diagnostic.isSevere() ? 1 : 0;
    }

    public void add(DiagnosticCode code, Location location, Object... names) {
        add(Diagnostic.of(code, location, names));
    }

    public void addAll(Collection<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** How many findings make the project unusable. */
    public int severe() {
        return severe;
    }

    /** All of them by file and line. */
    public List<Diagnostic> sorted() {
        return found.stream().sorted(Comparator.comparing(Diagnostic::location)).toList();
    }
}

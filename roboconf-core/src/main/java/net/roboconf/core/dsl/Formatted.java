package net.roboconf.core.dsl;

import java.util.List;
import java.util.Objects;

/** What came of formatting a file. */
public sealed interface Formatted {

    /**
     * The file in canonical style.
     *
     * @param text all of it; equal to the text that was given if that was in canonical style already
     */
    record Canonical(String text) implements Formatted {
        public Canonical {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * The file has syntax errors and is to be left as it is: what its author meant is not known.
     *
     * @param errors at least one, in the order of the lines
     */
    record Damaged(List<Diagnostic> errors) implements Formatted {
        public Damaged {
            errors = List.copyOf(errors);
        }
    }

    /**
     * The file is none that has a canonical style, and is to be left as it is.
     *
     * @param file its name
     */
    record WithoutStyle(String file) implements Formatted {
        public WithoutStyle {
            Objects.requireNonNull(file, "file");
        }
    }
}

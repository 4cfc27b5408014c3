package net.roboconf.dm;

import java.util.List;

/**
 * A template that was taken.
 *
 * @param template as it is kept
 * @param warnings what its author did probably not mean, by file and line; may be empty
 */
public record UploadedTemplate(TemplateView template, List<Problem> warnings) {

    /** Makes the list immutable. */
    public UploadedTemplate {
        warnings = List.copyOf(warnings);
    }
}

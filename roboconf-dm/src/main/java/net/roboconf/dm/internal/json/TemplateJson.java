package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.dm.Problem;
import net.roboconf.dm.TemplateView;
import net.roboconf.dm.UploadedTemplate;

/**
 * A template.
 *
 * @param externalExports what its applications export to others: a prefix, and full names of variables by alias; null for
 *     nothing
 * @param components null where only an overview is asked for
 * @param warnings only in the answer to its upload, else null
 */
public record TemplateJson(
        String name,
        String version,
        String displayName,
        String description,
        List<String> tags,
        String uploadedAt,
        List<String> applications,
        List<String> targets,
        ExternalExports externalExports,
        List<ComponentJson> components,
        List<Problem> warnings) {

    /** Without its components. */
    public static TemplateJson overview(TemplateView view) {
        return of(view, null, null);
    }

    /** With its components. */
    public static TemplateJson of(TemplateView view) {
        return of(view, components(view), null);
    }

    /** With its components and what is to be said about it. */
    public static TemplateJson of(UploadedTemplate uploaded) {
        return of(uploaded.template(), components(uploaded.template()), uploaded.warnings());
    }

    private static List<ComponentJson> components(TemplateView view) {
        return view.graph().components().values().stream()
                .map(c -> ComponentJson.of(view.graph(), c))
                .toList();
    }

    private static TemplateJson of(TemplateView view, List<ComponentJson> components, List<Problem> warnings) {
        return new TemplateJson(
                view.name(),
                view.version(),
                view.displayName(),
                view.description(),
                view.tags().stream().sorted().toList(),
                Json.time(view.uploadedAt()),
                view.applications(),
                view.targets(),
                view.externalExports(),
                components,
                warnings);
    }
}

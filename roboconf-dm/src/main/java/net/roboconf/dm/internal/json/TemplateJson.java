package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.dm.TemplateView;

/**
 * A template.
 *
 * @param components null where only an overview is asked for
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
        List<ComponentJson> components) {

    /** Without its components. */
    public static TemplateJson overview(TemplateView view) {
        return of(view, null);
    }

    /** With its components. */
    public static TemplateJson of(TemplateView view) {
        return of(
                view,
                view.graph().components().values().stream()
                        .map(c -> ComponentJson.of(view.graph(), c))
                        .toList());
    }

    private static TemplateJson of(TemplateView view, List<ComponentJson> components) {
        return new TemplateJson(
                view.name(),
                view.version(),
                view.displayName(),
                view.description(),
                view.tags().stream().sorted().toList(),
                Json.time(view.uploadedAt()),
                view.applications(),
                view.targets(),
                components);
    }
}

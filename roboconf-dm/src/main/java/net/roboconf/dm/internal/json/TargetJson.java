package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.dm.TargetView;

/**
 * A target definition. The values of its properties may be secret and are never told.
 *
 * @param properties the names of its properties
 * @param files the paths of the files that came with it
 */
public record TargetJson(
        String id,
        String handler,
        String name,
        String description,
        boolean available,
        List<String> properties,
        List<String> files,
        List<String> usedBy) {

    /** As it is now. */
    public static TargetJson of(TargetView view) {
        return new TargetJson(
                view.id(),
                view.handler(),
                view.name(),
                view.description(),
                view.available(),
                view.properties().stream().sorted().toList(),
                view.files(),
                view.usedBy());
    }
}

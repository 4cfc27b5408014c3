package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.dm.ApplicationView;

/**
 * Which target makes machines.
 *
 * @param scope the path of a machine's instance, {@code @Component}, or the empty text for all others
 * @param target the identifier of a target definition
 */
public record AssociationJson(String scope, String target) {

    /** All of an application, the one for all others first, sorted. */
    public static List<AssociationJson> of(ApplicationView view) {
        return view.targets().entrySet().stream()
                .map(e -> new AssociationJson(e.getKey(), e.getValue()))
                .sorted((a, b) -> a.scope().compareTo(b.scope()))
                .toList();
    }
}

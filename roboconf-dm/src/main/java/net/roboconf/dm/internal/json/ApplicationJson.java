package net.roboconf.dm.internal.json;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.ApplicationView;

/**
 * An application.
 *
 * @param template the name of its template
 * @param version the version of its template
 * @param instances how many it has
 * @param states how many instances are in each state
 * @param targets from scope (a path, {@code @Component}, or the empty text for all others) to target
 */
public record ApplicationJson(
        String name,
        String template,
        String version,
        String description,
        String createdAt,
        int instances,
        Map<InstanceState, Integer> states,
        Map<String, String> targets) {

    /** As it is now. */
    public static ApplicationJson of(ApplicationView view) {
        Map<InstanceState, Integer> states = new EnumMap<>(InstanceState.class);
        states.putAll(view.states());
        return new ApplicationJson(
                view.name(),
                view.templateName(),
                view.templateVersion(),
                view.description(),
                Json.time(view.createdAt()),
                view.size(),
                states,
                new TreeMap<>(view.targets()));
    }
}

package net.roboconf.dm.internal.json;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.BindingView;

/**
 * An application.
 *
 * @param template the name of its template
 * @param version the version of its template
 * @param instances how many it has
 * @param states how many instances are in each state
 * @param bindings from external prefix to the applications that it is imported from
 * @param unbound the external prefixes that are bound to no application
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
        Map<String, List<String>> bindings,
        List<String> unbound,
        Map<String, String> targets) {

    /** As it is now. */
    public static ApplicationJson of(ApplicationView view) {
        Map<InstanceState, Integer> states = new EnumMap<>(InstanceState.class);
        states.putAll(view.states());
        Map<String, List<String>> bindings = new TreeMap<>();
        List<String> unbound = new ArrayList<>();
        for (BindingView binding : view.bindings()) {
            bindings.put(binding.prefix(), binding.providers());
            if (!binding.isBound()) {
                unbound.add(binding.prefix());
            }
        }
        return new ApplicationJson(
                view.name(),
                view.templateName(),
                view.templateVersion(),
                view.description(),
                Json.time(view.createdAt()),
                view.size(),
                states,
                bindings,
                unbound,
                new TreeMap<>(view.targets()));
    }
}

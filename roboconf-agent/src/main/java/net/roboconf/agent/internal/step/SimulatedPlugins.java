package net.roboconf.agent.internal.step;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.agent.internal.engine.AgentEvent;

/**
 * Has every installer served by the plug-in {@code mock}: a deployment without software, for demonstrations and
 * benchmarks.
 *
 * @param plugins where that plug-in is found
 */
public record SimulatedPlugins(PluginSource plugins) implements PluginSource {

    private static final String MOCK = "mock";

    @Override
    public Optional<PluginUse> acquire(String installer, Runnable takenAway) {
        return plugins.acquire(MOCK, takenAway);
    }

    @Override
    public boolean serves(String installer) {
        return plugins.serves(MOCK);
    }

    @Override
    public Set<String> installers() {
        return plugins.serves(MOCK) ? Set.of(AgentEvent.PluginsChanged.EVERY) : Set.of();
    }

    @Override
    public Map<String, String> reasons() {
        return Map.of();
    }

    @Override
    public Map<String, String> suspended() {
        String why = plugins.suspended().get(MOCK);
        return why == null ? Map.of() : Map.of(AgentEvent.PluginsChanged.EVERY, why);
    }

    @Override
    public void allow(String installer) {
        plugins.allow(MOCK);
    }
}

package net.roboconf.benchmarks.scale;

import java.util.EnumMap;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;

/** How many steps of recipes were begun, by kind. */
final class StepCount {

    private final Map<Step, Long> begun = new EnumMap<>(Step.class);

    void add(Step step) {
        begun.merge(step, 1L, Long::sum);
    }

    long of(Step step) {
        return begun.getOrDefault(step, 0L);
    }

    Map<Step, Long> all() {
        return begun;
    }
}

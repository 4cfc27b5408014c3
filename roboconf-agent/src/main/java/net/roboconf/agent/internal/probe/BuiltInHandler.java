package net.roboconf.agent.internal.probe;

import net.roboconf.core.dsl.probes.BuiltInProbe;
import net.roboconf.core.dsl.probes.ProbeSyntaxException;
import net.roboconf.core.probe.Probe;

/** A handler that every agent has. */
interface BuiltInHandler extends Probe {

    /**
     * What it is told.
     *
     * @throws IllegalArgumentException when a value makes the line one that is not understood
     */
    default BuiltInProbe wanted(String text) {
        try {
            return BuiltInProbe.read(handler(), text);
        } catch (ProbeSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}

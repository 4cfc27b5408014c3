package net.roboconf.agent.internal.measure;

import net.roboconf.core.model.InstancePath;

/** Takes the events of an agent's instances to whoever wants to know of them. */
@FunctionalInterface
public interface Signals {

    /**
     * Something was seen. Called on any thread; must return at once.
     *
     * @param path the instance that it is about
     * @param name of the event, as its recipe gives it
     * @param text what was seen, for people
     */
    void signal(InstancePath path, String name, String text);
}

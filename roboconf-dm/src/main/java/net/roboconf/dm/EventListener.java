package net.roboconf.dm;

/** Hears events in the order of their ids. */
@FunctionalInterface
public interface EventListener {

    /**
     * One event. Called on a thread that all listeners share, one call at a time: it must return at once and hand slow
     * work on. A listener that throws is not called again.
     */
    void happened(ManagerEvent event);
}

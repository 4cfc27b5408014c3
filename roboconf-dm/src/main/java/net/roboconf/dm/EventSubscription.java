package net.roboconf.dm;

/** A listener's place among the listeners. */
public interface EventSubscription extends AutoCloseable {

    /** Leaves. A call that is under way may still end. May be called twice. Never throws. */
    @Override
    void close();
}

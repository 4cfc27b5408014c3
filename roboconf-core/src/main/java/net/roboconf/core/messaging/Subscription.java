package net.roboconf.core.messaging;

/** What an agent wants to hear beside its own orders, what its peers send to it alone, and verdicts. */
public sealed interface Subscription {

    /**
     * The {@link Exports} of a prefix.
     *
     * @param application the application
     * @param prefix the component or facet
     */
    record ExportsOf(String application, String prefix) implements Subscription {}

    /**
     * The {@link ExportsAsk}s of those that import a prefix.
     *
     * @param application the application
     * @param prefix the component or facet
     */
    record AsksFor(String application, String prefix) implements Subscription {}
}

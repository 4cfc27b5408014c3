package net.roboconf.core.messaging;

/** What an agent wants to hear beside its own orders, what its peers send to it alone, and verdicts. */
public sealed interface Subscription {

    /**
     * The {@link Exports} about a subject. Those of another application come with what its agents send to this one alone.
     *
     * @param subject what is imported
     */
    record ExportsOf(ExportsSubject subject) implements Subscription {}

    /**
     * The {@link ExportsAsk}s of those that import a subject. Those of other applications come with what their agents
     * answer to this one alone.
     *
     * @param subject what is exported by the agent's own application
     */
    record AsksFor(ExportsSubject subject) implements Subscription {}
}

package net.roboconf.core.dsl.syntax;

/** What a file turned out to be. */
public enum FileKind {
    /** Components, facets, or both. */
    GRAPH,
    /** Instances. */
    INSTANCES,
    /** Imports only. */
    AGGREGATOR,
    /** Blank lines and comments only. */
    EMPTY,
    /** Instances beside components or facets. */
    MIXED,
    /** Nothing that could be recognised. */
    UNKNOWN
}

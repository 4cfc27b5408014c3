package net.roboconf.simulator;

/**
 * What everybody in a run shares.
 *
 * @param time the only clock
 * @param chances the only dice
 * @param story what has happened
 * @param broker carries all messages
 * @param invariants watch
 * @param signals watch what probes find
 * @param mutation a bug that a test has planted
 */
record Stage(
        VirtualTime time,
        Chances chances,
        Story story,
        SimBroker broker,
        Invariants invariants,
        SignalRules signals,
        Mutation mutation) {}

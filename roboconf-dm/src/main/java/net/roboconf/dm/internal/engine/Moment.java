package net.roboconf.dm.internal.engine;

/**
 * When an event was taken.
 *
 * @param monotonic milliseconds of a clock that never jumps; orders and delays are computed from it
 * @param wall milliseconds since 1970, for people; may jump, orders nothing
 */
public record Moment(long monotonic, long wall) {}

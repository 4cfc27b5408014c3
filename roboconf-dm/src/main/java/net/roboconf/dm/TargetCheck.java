package net.roboconf.dm;

/**
 * What a provider says about a target definition.
 *
 * @param usable whether machines can be made by it, as far as can be told without making one
 * @param message what is wrong and what to do; empty when it is usable
 */
public record TargetCheck(boolean usable, String message) {}

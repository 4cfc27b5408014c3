package net.roboconf.agent.internal.probe;

/**
 * A handler of probes that is used, for people.
 *
 * @param handler its name
 * @param bundle the symbolic name of its bundle
 * @param version of its bundle
 */
public record ProbeState(String handler, String bundle, String version) {}

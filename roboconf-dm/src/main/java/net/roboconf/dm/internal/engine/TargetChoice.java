package net.roboconf.dm.internal.engine;

/**
 * Which target makes a machine.
 *
 * @param id the identifier of the target definition; null when none is associated
 * @param handler its kind, in lower case; empty when none is associated
 * @param available whether a target of that kind is installed
 */
public record TargetChoice(String id, String handler, boolean available) {

    /** No definition is associated. */
    public static final TargetChoice NONE = new TargetChoice(null, "", false);
}

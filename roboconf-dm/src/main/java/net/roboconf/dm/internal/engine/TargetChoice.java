package net.roboconf.dm.internal.engine;

/**
 * Which target makes a machine.
 *
 * @param id the identifier of the target definition; null when none is associated
 * @param handler its kind, in lower case; empty when none is associated
 * @param missing why it cannot be called, for people; null when a target of that kind is installed
 */
public record TargetChoice(String id, String handler, String missing) {

    /** No definition is associated. */
    public static final TargetChoice NONE = new TargetChoice(null, "", "No target is associated");

    /** Whether it can be called. */
    public boolean available() {
        return missing == null;
    }
}

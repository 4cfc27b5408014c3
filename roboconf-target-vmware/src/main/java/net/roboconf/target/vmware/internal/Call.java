package net.roboconf.target.vmware.internal;

/**
 * A call of a method of vSphere.
 *
 * @param method such as {@code PowerOnVM_Task}
 * @param on what is asked
 * @param arguments may hold secrets
 * @param isRepeatable whether a second one does no more harm: it only asks, or changes nothing any more
 */
record Call(String method, Reference on, Fields.Content arguments, boolean isRepeatable) {

    /** One that may be sent again when its answer was lost. */
    static Call repeatable(String method, Reference on, Fields.Content arguments) {
        return new Call(method, on, arguments, true);
    }

    /** One of which a second one would do it again. */
    static Call once(String method, Reference on, Fields.Content arguments) {
        return new Call(method, on, arguments, false);
    }

    @Override
    public String toString() {
        return method;
    }
}

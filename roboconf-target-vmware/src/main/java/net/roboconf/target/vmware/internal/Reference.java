package net.roboconf.target.vmware.internal;

/**
 * What vSphere calls a managed object reference.
 *
 * @param type such as {@code VirtualMachine}
 * @param value such as {@code vm-42}; means something to one vCenter only
 */
record Reference(String type, String value) {

    /** Where a client begins: the one reference that is always the same. */
    static final Reference SERVICE_INSTANCE = new Reference("ServiceInstance", "ServiceInstance");
}

package net.roboconf.core.messaging;

import net.roboconf.core.model.MachineKey;

/** Where a message is published. What it is on a broker is the business of the messaging implementation. */
public sealed interface Address {

    /**
     * From the Deployment Manager to the agent of one machine.
     *
     * @param machine the machine
     */
    record Machine(MachineKey machine) implements Address {}

    /** From an agent to the active Deployment Manager. */
    record Manager() implements Address {}

    /**
     * To every agent that imports a prefix.
     *
     * @param application the application
     * @param prefix the component or facet
     */
    record Importers(String application, String prefix) implements Address {}

    /**
     * To every agent that exports a prefix.
     *
     * @param application the application
     * @param prefix the component or facet
     */
    record Exporters(String application, String prefix) implements Address {}

    /**
     * From one agent to another of the same application.
     *
     * @param application the application
     * @param machine the other's machine
     */
    record Peer(String application, MachineKey machine) implements Address {}

    /**
     * From the Deployment Manager to every agent of an application.
     *
     * @param application the application
     */
    record Everyone(String application) implements Address {}
}

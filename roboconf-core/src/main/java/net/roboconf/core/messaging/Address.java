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
     * From an agent to every agent that imports what it exports.
     *
     * @param subject what is exported
     */
    record Importers(ExportsSubject subject) implements Address {}

    /**
     * From an agent to every agent that exports what it imports.
     *
     * @param subject what is imported
     */
    record Exporters(ExportsSubject subject) implements Address {}

    /**
     * From an agent that exports to one of those that import from it.
     *
     * @param subject what is exported
     * @param machine the other's machine
     */
    record Importer(ExportsSubject subject, MachineKey machine) implements Address {}

    /**
     * From an agent that imports to one of those that it imports from.
     *
     * @param subject what is imported
     * @param machine the other's machine
     */
    record Exporter(ExportsSubject subject, MachineKey machine) implements Address {}

    /**
     * From the Deployment Manager to every agent of an application.
     *
     * @param application the application
     */
    record Everyone(String application) implements Address {}
}

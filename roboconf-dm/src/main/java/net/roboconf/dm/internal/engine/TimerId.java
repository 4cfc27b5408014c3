package net.roboconf.dm.internal.engine;

import net.roboconf.core.model.MachineKey;

/**
 * What a timer is for.
 *
 * @param kind its purpose
 * @param machine the machine that it is about; null for those of the whole Deployment Manager
 */
public record TimerId(Kind kind, MachineKey machine) {

    /** The purposes. */
    public enum Kind {
        /** Look who is silent. */
        SILENCE,
        /** Send the order that was held back. */
        ORDER,
        /** Call the machine's target again. */
        TARGET,
        /** Ask for broker accounts again that could not be made or removed. */
        ACCOUNTS,
        /** Repeat verdicts that were not confirmed. */
        VERDICTS,
        /** Those that were replaced as providers are not imported from any more. */
        REPLACED
    }
}

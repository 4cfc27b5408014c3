package net.roboconf.dm.internal.engine;

import net.roboconf.core.model.MachineKey;

/**
 * Names one call of a target, so that its answer finds its way and a late one is known as such.
 *
 * @param machine the machine that it is about
 * @param number unique within one run of an engine
 */
public record CallId(MachineKey machine, long number) {}

package net.roboconf.core.target;

import net.roboconf.core.model.MachineKey;

/**
 * Something at a provider that was made for a machine: the machine itself, a volume, an address, a port.
 *
 * @param kind what it is, in the provider's words: {@code server}, {@code volume}
 * @param id the provider's identifier, unique within its kind
 * @param name how the provider calls it; may be empty
 * @param key of the machine that it was made for
 */
public record MadeResource(String kind, String id, String name, MachineKey key) {}

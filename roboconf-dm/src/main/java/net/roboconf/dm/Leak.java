package net.roboconf.dm;

import net.roboconf.core.model.MachineKey;

/**
 * Something that exists at a provider, was made for a machine of this Deployment Manager, and belongs to no machine that it
 * knows.
 *
 * @param target the identifier of the target definition by which it was found
 * @param kind what it is, in the provider's words: {@code server}, {@code volume}
 * @param id the provider's identifier
 * @param name how the provider calls it; may be empty
 * @param machine the key of the machine that it was made for
 * @param kept why it was not deleted, for people; null when it was, or when nobody asked for it
 */
public record Leak(String target, String kind, String id, String name, MachineKey machine, String kept) {}

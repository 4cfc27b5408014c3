package net.roboconf.core.messaging;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.model.InstancePath;

/**
 * One state change of one instance.
 *
 * @param path where the instance stands
 * @param state what it became
 * @param reason why
 * @param at wall-clock time in milliseconds since 1970; for people, orders nothing
 */
public record Transition(InstancePath path, InstanceState state, Reason reason, long at) {}

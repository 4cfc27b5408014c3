package net.roboconf.core.messaging;

import net.roboconf.core.model.MachineKey;

/**
 * From the Deployment Manager to one agent: this is where we meet from now on. The one with the highest number counts, a
 * repeated one is harmless: the agent says in each {@link Heartbeat} which one it has taken, and is told as long as that is
 * not the newest, or comes from elsewhere.
 *
 * @param machine who is told
 * @param number 1 or more; grows each time the Deployment Manager goes elsewhere
 * @param to what the agent is to use, the password of its own account included
 */
public record Relocate(MachineKey machine, long number, MessagingSettings to) implements Message {

    /** Checks the number. */
    public Relocate {
        if (number < 1) {
            throw new IllegalArgumentException("A relocation cannot have the number " + number);
        }
    }
}

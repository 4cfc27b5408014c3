package net.roboconf.core.target;

import java.util.List;

/**
 * What a provider says about a machine, for people.
 *
 * @param machineId the provider's identifier
 * @param name how the provider calls it; may be empty
 * @param addresses all that it has, those first by which it is reached from outside
 * @param zone where it is, in the provider's words; may be empty
 * @param size how large it is, in the provider's words (flavour, instance type); it decides the price; may be empty
 * @param image what it was made of, in the provider's words; may be empty
 */
public record MachineFacts(
        String machineId, String name, List<String> addresses, String zone, String size, String image) {

    /** Makes the list immutable. */
    public MachineFacts {
        addresses = List.copyOf(addresses);
    }

    /** Nothing but the identifier. */
    public static MachineFacts of(String machineId) {
        return new MachineFacts(machineId, "", List.of(), "", "", "");
    }
}

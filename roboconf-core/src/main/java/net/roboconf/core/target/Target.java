package net.roboconf.core.target;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;

/**
 * Creates and destroys machines of one kind. Offered as an OSGi service; it may come, go and be replaced at any time.
 *
 * <p><b>Calls.</b> Methods block (they talk to a provider) and are called on threads of the Deployment Manager, many at
 * the same time for different machines, one at a time for one machine. They should return as soon as the provider has
 * accepted, not when the machine is up: the Deployment Manager asks {@link #status} until then, and takes a machine as
 * started when its agent reports. A thread that is interrupted gives up.
 *
 * <p><b>Crashes.</b> The request, with its key, is stored before {@link #create} is called. After a crash, or a call
 * that ended without an answer, {@link #find} is asked by key before anything else: a target gives the key to the
 * provider (client token, tag, name) so that the machine is found again. A second {@link #create} with the same key
 * must not make a second machine, be the first one over or not.
 *
 * <p><b>Properties</b> are those of the target definition, overlaid by the instance's data. They may hold secrets:
 * never log them.
 */
public interface Target {

    /** Ten minutes, after which the Deployment Manager gives a call up, and one for the provider. */
    Duration LATE_CREATION = Duration.ofMinutes(11);

    /** The name that target definitions give as {@code handler}; compared without case. Never changes. */
    String handler();

    /**
     * Checks a target definition before it is accepted, without asking the provider.
     *
     * @throws TargetException which names the property that is wrong or missing
     */
    default void validate(Map<String, String> properties) throws TargetException {}

    /**
     * Asks the provider whether machines can be made by this definition: that it answers, accepts the credentials, and has
     * what is named (images, sizes, networks). Makes and changes nothing.
     *
     * @throws TargetException in words for people: what is wrong, and the nearest names; its outcome is unknown when only
     *     a later question can tell, as when the provider cannot be reached
     */
    default void check(Map<String, String> properties) throws TargetException, InterruptedException {}

    /**
     * Whether the agent of such a machine needs an account of its own on the broker. When not, none is made, and the
     * messaging settings in {@link MachineRequest#agent()} hold no password: the target brings the agent to the broker
     * in another way.
     */
    default boolean needsAccount(Map<String, String> properties) {
        return true;
    }

    /**
     * Creates a machine.
     *
     * @return the provider's identifier of the machine; never null, stored by the Deployment Manager
     * @throws TargetException when the provider refuses; its own words, and what to do
     */
    String create(MachineRequest request) throws TargetException, InterruptedException;

    /**
     * Looks for a machine that {@link #create} may have made with this key.
     *
     * @return its identifier; empty when it certainly does not exist
     * @throws TargetException when this cannot be said now
     */
    Optional<String> find(MachineRequest request) throws TargetException, InterruptedException;

    /**
     * How long a creation that was cut off, by a crash of the Deployment Manager or because its outcome is not known, may
     * still make its machine although {@link #find} does not see it yet. So long the Deployment Manager takes no absence
     * for granted: a machine that is not wanted any more is looked for, and destroyed when it appears. Zero when {@code
     * find} waits for a creation that is under way, and none outlives the process of the Deployment Manager.
     *
     * @return never negative; always the same
     */
    default Duration lateCreation() {
        return LATE_CREATION;
    }

    /**
     * How the machine is.
     *
     * @param properties as in {@link MachineRequest#properties()}
     * @throws TargetException when this cannot be said now
     */
    MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException;

    /**
     * Destroys a machine with all that was made for it. Returns when the provider has accepted or when the machine does
     * not exist; the Deployment Manager asks {@link #status} until it is {@link MachineStatus#GONE}.
     *
     * @throws TargetException when the provider refuses; the call is repeated later
     */
    void terminate(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException;

    /**
     * What the provider says about a machine, for people.
     *
     * @throws TargetException when this cannot be said now, or the machine does not exist
     */
    default MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        return MachineFacts.of(machineId);
    }

    /**
     * All that exists at the provider and was made for machines of this owner, whether the Deployment Manager remembers the
     * machines or not. Targets whose machines cannot outlive the Deployment Manager's memory have nothing to say here.
     *
     * @param owner {@link MachineRequest#owner}
     * @throws TargetException when this cannot be said now
     */
    default List<MadeResource> resources(Map<String, String> properties, String owner)
            throws TargetException, InterruptedException {
        return List.of();
    }

    /**
     * Deletes something that {@link #resources} has named and that belongs to no machine any more. Something that does not
     * exist any more is no error.
     *
     * @throws TargetException when the provider refuses
     */
    default void delete(Map<String, String> properties, MadeResource resource)
            throws TargetException, InterruptedException {
        throw new TargetException("The target '" + handler() + "' deletes nothing of its own.", false, null);
    }
}

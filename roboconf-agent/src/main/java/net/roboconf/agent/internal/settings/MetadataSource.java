package net.roboconf.agent.internal.settings;

import java.util.Optional;

/**
 * One way by which a target gives settings to a machine. Asked by one thread at a time, again and again while there is
 * no answer. May block, for seconds and not for longer.
 */
public interface MetadataSource {

    /** As it is written in the configuration, such as {@code openstack}. */
    String name();

    /**
     * Looks once.
     *
     * @throws NoSettingsException when there is nothing, with the reason, which holds no secret
     */
    Found look() throws NoSettingsException, InterruptedException;

    /**
     * The machine's address of this kind, as its provider tells it.
     *
     * @return empty when it has none, or the provider does not tell
     * @throws NoSettingsException when the provider does not answer
     */
    default Optional<String> address(AddressKind kind) throws NoSettingsException, InterruptedException {
        return Optional.empty();
    }

    /** Whether a look costs next to nothing, so that a change is seen within seconds. */
    default boolean isNear() {
        return false;
    }
}

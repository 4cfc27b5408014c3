package net.roboconf.core.messaging;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;

/**
 * An instance above the instances of a machine, the machine itself included: what recipes find as {@code ANCESTOR_*}.
 *
 * @param path where it stands
 * @param component the name of its component
 * @param exports full name to value; variables without a value are absent
 * @param addressExports the full names of the exports that take the root machine's address
 */
public record DesiredAncestor(
        InstancePath path, String component, Map<String, String> exports, List<String> addressExports) {

    /** Makes the collections immutable. */
    public DesiredAncestor {
        exports = Map.copyOf(exports);
        addressExports = List.copyOf(addressExports);
    }
}

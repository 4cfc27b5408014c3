package net.roboconf.core.messaging;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;

/**
 * One instance as the Deployment Manager wants it.
 *
 * @param path where it stands
 * @param component the name of its component
 * @param installer the plug-in that runs its recipe
 * @param expected {@code NOT_DEPLOYED}, {@code DEPLOYED_STOPPED} or {@code DEPLOYED_STARTED}
 * @param attempt grows with each retry that a person asks for; from 0
 * @param exports full name (or a bare name for a variable that only this instance has) to value; without those of
 *     {@code addressExports}
 * @param addressExports the full names of the exports that take the root machine's address
 * @param exportedPrefixes the prefixes under which others may import this instance
 * @param externalExports what of it other applications may import; null for nothing
 * @param imports what it imports, one entry per prefix
 * @param recipe its recipe; null when its component has none
 * @param data the instance's data
 * @param supervision time limits, check schedule and restart policy
 */
public record DesiredInstance(
        InstancePath path,
        String component,
        @MayBeAbsent String installer,
        InstanceState expected,
        long attempt,
        Map<String, String> exports,
        List<String> addressExports,
        List<String> exportedPrefixes,
        @MayBeAbsent ExternalExports externalExports,
        List<DesiredImport> imports,
        @MayBeAbsent RecipeRef recipe,
        Map<String, String> data,
        Supervision supervision) {

    /** Makes the collections immutable. */
    public DesiredInstance {
        exports = Map.copyOf(exports);
        addressExports = List.copyOf(addressExports);
        exportedPrefixes = List.copyOf(exportedPrefixes);
        imports = List.copyOf(imports);
        data = Map.copyOf(data);
        if (!expected.canBeAskedFor()) {
            throw new IllegalArgumentException(path + " cannot be asked to become " + expected);
        }
    }
}

package net.roboconf.core.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;

/**
 * Everything that a step needs to know. Immutable, but for the folders.
 *
 * @param application the name of the application
 * @param path where the instance stands
 * @param component the name of its component
 * @param installer its installer
 * @param exports full name to value; addresses filled in, variables without a value absent
 * @param ancestors its parent first, up to the root
 * @param imports for each imported prefix (also those with nothing to import) what is there now, sorted by application
 *     and path; only the variables that the component imports
 * @param data the instance's data
 * @param recipe the folder of the recipe's files, made anew at each deploy; absent when it has none
 * @param work the instance's own folder: kept from deploy until after undeploy; exists
 * @param stepId names this run of this step; never used twice on a machine
 * @param timeLimit how long the step may take
 * @param log where to write what the step prints
 */
public record StepContext(
        String application,
        InstancePath path,
        String component,
        String installer,
        Map<String, String> exports,
        List<Ancestor> ancestors,
        Map<String, List<Imported>> imports,
        Map<String, String> data,
        Path recipe,
        Path work,
        String stepId,
        Duration timeLimit,
        StepLog log) {

    /**
     * An instance above.
     *
     * @param path where it stands
     * @param component the name of its component
     * @param exports full name to value
     */
    public record Ancestor(InstancePath path, String component, Map<String, String> exports) {}

    /**
     * An exporter as an importer sees it.
     *
     * @param application its application, when it is another one than the importer's; else null
     * @param path where it stands in its application
     * @param variables local name to value
     */
    public record Imported(String application, InstancePath path, Map<String, String> variables) {

        /** An exporter of the importer's own application. */
        public Imported(InstancePath path, Map<String, String> variables) {
            this(null, path, variables);
        }
    }
}

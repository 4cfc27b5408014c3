package net.roboconf.plugin.bash.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.MetaVariables;
import net.roboconf.core.model.VariableName;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;

/**
 * What scripts find in their environment, beside the machine's own. What comes first wins when a shell cannot tell two
 * names from each other:
 *
 * <ol>
 *   <li>{@code ROBOCONF_…}: the instance, the step, its files and, for an update, what changed
 *   <li>the exports of the instance, by local name; those of its own component before those of facets
 *   <li>{@code ANCESTOR_<component>_<local name>}, from the parent up
 *   <li>{@code <prefix>_size}, then {@code <prefix>_<i>_name} and {@code <prefix>_<i>_<local name>} for each import, and
 *       {@code <prefix>_<i>_application} when it comes from another application
 * </ol>
 *
 * <p>The variables of single imports are left out, all of them, when the environment would not fit otherwise.
 */
final class ScriptEnvironment {

    /** Programs get up to 2 MiB of arguments and environment; scripts start programs with arguments of their own. */
    static final long LIMIT = 512 * 1024;

    private static final String CHANGED = "ROBOCONF_IMPORT_CHANGED_";

    private final StepContext context;
    private final Step step;
    private final ImportChange change;
    private final Path importsFile;

    /**
     * The environment of one run.
     *
     * @param change null unless the step is an update
     */
    ScriptEnvironment(StepContext context, Step step, ImportChange change, Path importsFile) {
        this.context = context;
        this.step = step;
        this.change = change;
        this.importsFile = importsFile;
    }

    /**
     * The variables.
     *
     * @param inherited how many bytes the script inherits
     */
    Map<String, String> variables(long inherited) {
        ScriptVariables all = new ScriptVariables(context.log());
        addOwn(all);
        addChange(all);
        addExports(all);
        for (StepContext.Ancestor ancestor : context.ancestors()) {
            byLocalName(ancestor.component(), ancestor.exports())
                    .forEach((name, value) -> all.add("ANCESTOR_" + ancestor.component() + "_" + name, value));
        }
        context.imports().forEach((prefix, imports) -> all.add(prefix + "_size", Integer.toString(imports.size())));
        Map<String, String> single = singleImports();
        if (fits(inherited, all.values(), single)) {
            single.forEach(all::add);
        } else {
            context.log()
                    .line("There are too many imports for the environment: the variables of single imports are left"
                            + " out. Read them from $ROBOCONF_IMPORTS_FILE.");
        }
        return all.values();
    }

    private void addOwn(ScriptVariables all) {
        MetaVariables.of(context.path(), context.component()).forEach(all::add);
        all.add("ROBOCONF_STEP", step.recipeName());
        all.add("ROBOCONF_FILES_DIR", context.recipe().resolve("files").toString());
        all.add("ROBOCONF_WORK_DIR", context.work().toString());
        all.add("ROBOCONF_IMPORTS_FILE", importsFile.toString());
    }

    private void addChange(ScriptVariables all) {
        if (change == null) {
            return;
        }
        all.add("ROBOCONF_UPDATE_STATUS", change.present() ? "DEPLOYED_STARTED" : "DEPLOYED_STOPPED");
        all.add(CHANGED + "INSTANCE_PATH", change.imported().path().value());
        all.add(CHANGED + "COMPONENT", change.prefix());
        change.imported().variables().forEach((name, value) -> all.add(CHANGED + name, value));
        all.add(CHANGED + "APPLICATION", change.imported().application());
    }

    private void addExports(ScriptVariables all) {
        byLocalName(context.component(), context.exports()).forEach(all::add);
    }

    private Map<String, String> singleImports() {
        Map<String, String> all = new LinkedHashMap<>();
        context.imports().forEach((prefix, imports) -> {
            for (int i = 0; i < imports.size(); i++) {
                String start = prefix + "_" + i + "_";
                all.put(start + "name", imports.get(i).path().value());
                imports.get(i).variables().forEach((name, value) -> all.putIfAbsent(start + name, value));
                if (imports.get(i).application() != null) {
                    all.putIfAbsent(start + "application", imports.get(i).application());
                }
            }
        });
        return all;
    }

    private static boolean fits(long inherited, Map<String, String> sure, Map<String, String> single) {
        long total = inherited + bytes(sure) + bytes(single);
        return total <= LIMIT
                && single.entrySet().stream()
                        .noneMatch(one -> one.getValue() != null
                                && ScriptVariables.size(one.getKey(), one.getValue()) > ScriptVariables.LONGEST_STRING);
    }

    private static long bytes(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(one -> one.getValue() != null)
                .mapToLong(one -> ScriptVariables.size(one.getKey(), one.getValue()))
                .sum();
    }

    /** A variable that is inherited has several full names; the component's own one says what it is here. */
    private static Map<String, String> byLocalName(String component, Map<String, String> exports) {
        List<String> fullNames = new ArrayList<>(exports.keySet());
        fullNames.sort(Comparator.comparing(
                        (String name) -> !VariableName.parse(name).prefix().equals(component))
                .thenComparing(Comparator.naturalOrder()));
        Map<String, String> byLocalName = new LinkedHashMap<>();
        for (String fullName : fullNames) {
            byLocalName.putIfAbsent(VariableName.parse(fullName).localName(), exports.get(fullName));
        }
        return byLocalName;
    }
}

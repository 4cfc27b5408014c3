package net.roboconf.plugin.puppet.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.VariableName;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Imported;

/**
 * What a class finds in its parameters. It gets those that it declares; null is {@code undef}, for which Puppet takes the
 * default that the class gives.
 *
 * <dl>
 *   <dt>{@code runningState}
 *   <dd>{@code running}, {@code stopped} or null
 *   <dt>{@code instancePath}, {@code workDir}
 *   <dd>where the instance stands, and its own folder
 *   <dt>{@code importDiff}
 *   <dd>in an update only: {@code added} and {@code removed}, one of them null and the other an exporter as below, and the
 *       prefix as {@code component}
 *   <dt>each imported prefix
 *   <dd>path of an exporter → local name → value; null when there is none
 *   <dt>each export, by its local name
 *   <dd>its value
 * </dl>
 *
 * <p>Prefixes and local names are in lower case, as parameters of Puppet have to begin, and every character that such a
 * parameter cannot have is {@code _}. Of two that are the same then the first one stays, and the step's log says so: import
 * before exports, exports of the own component before those of facets.
 */
final class ClassParameters {

    private final StepContext context;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> originals = new HashMap<>();

    private ClassParameters(StepContext context) {
        this.context = context;
    }

    /**
     * The parameters, name to value: a string, a map of such, or null.
     *
     * @param change null unless the step is an update
     */
    static Map<String, Object> of(StepContext context, Step step, ImportChange change) {
        ClassParameters parameters = new ClassParameters(context);
        parameters.values.put("runningState", runningState(step));
        parameters.values.put("instancePath", context.path().value());
        parameters.values.put("workDir", context.work().toString());
        if (change != null) {
            parameters.values.put("importDiff", difference(change));
        }
        context.imports()
                .forEach((prefix, imports) -> parameters.add(prefix, imports.isEmpty() ? null : hash(imports)));
        parameters.addExports();
        return parameters.values;
    }

    private static String runningState(Step step) {
        return switch (step) {
            case DEPLOY, STOP -> "stopped";
            case START, CHECK -> "running";
            case UPDATE, RECONFIGURE, UNDEPLOY -> null;
        };
    }

    private static Map<String, Object> difference(ImportChange change) {
        Map<String, Object> exporter = hash(List.of(change.imported()));
        Map<String, Object> difference = new LinkedHashMap<>();
        difference.put("added", change.present() ? exporter : null);
        difference.put("removed", change.present() ? null : exporter);
        difference.put("component", change.prefix());
        return difference;
    }

    private static Map<String, Object> hash(List<Imported> imports) {
        Map<String, Object> byPath = new LinkedHashMap<>();
        imports.forEach(imported -> byPath.put(key(imported), imported.variables()));
        return byPath;
    }

    /** Two applications may have instances of the same path. Paths begin with a slash, so that these never collide. */
    private static String key(Imported imported) {
        String path = imported.path().value();
        return imported.application() == null ? path : imported.application() + path;
    }

    /** A variable that is inherited has several full names; the component's own one says what it is here. */
    private void addExports() {
        List<String> fullNames = new ArrayList<>(context.exports().keySet());
        fullNames.sort(Comparator.comparing(
                        (String name) -> !VariableName.parse(name).prefix().equals(context.component()))
                .thenComparing(Comparator.naturalOrder()));
        Map<String, String> byLocalName = new LinkedHashMap<>();
        fullNames.forEach(name -> byLocalName.putIfAbsent(
                VariableName.parse(name).localName(), context.exports().get(name)));
        byLocalName.forEach(this::add);
    }

    private void add(String name, Object value) {
        String parameter = parameterName(name);
        String original = originals.putIfAbsent(parameter, name);
        if (original == null) {
            values.put(parameter, value);
        } else {
            context.log()
                    .line("'" + name + "' is not passed: '" + original + "' has the same name as a parameter, $"
                            + parameter + ".");
        }
    }

    private static String parameterName(String name) {
        String clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return clean.isEmpty() || clean.charAt(0) <= '9' ? "_" + clean : clean;
    }
}

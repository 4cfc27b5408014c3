package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.model.Component;

/**
 * Checks the recipes of Puppet components: exactly one module {@code roboconf_*}, whose classes take what the plug-in
 * passes. Where a file is not what Puppet would take either, nothing is said: that needs Puppet itself.
 */
final class PuppetRecipes {

    private static final String MODULE = "roboconf_";
    private static final String INIT = "init";
    private static final String UPDATE = "update";
    private static final List<String> ACTIONS = List.of("deploy", "start", UPDATE, "stop", "undeploy");

    private final TextFiles texts;
    private final Listing listing;
    private final Findings findings;
    private final Set<Object> reported = new HashSet<>();

    PuppetRecipes(TextFiles texts, Listing listing, Findings findings) {
        this.texts = texts;
        this.listing = listing;
        this.findings = findings;
    }

    /** What a component imports with a wildcard has no parameter of its own. */
    void checkImports(DeclaredType component) {
        for (DeclaredImport imported : component.imports()) {
            if (imported.variable().isWildcard()) {
                findings.add(
                        REC_PUPPET_DISLIKES_WILDCARD_IMPORTS,
                        imported.name().location(),
                        component.name().text(),
                        imported.name().text());
            }
        }
    }

    void checkModule(Component component, DeclaredType declared, String folder) {
        List<String> modules = modules(folder);
        if (modules.size() == 1) {
            checkClasses(component, modules.get(0));
        } else if (reported.add(folder)) {
            findings.add(
                    modules.isEmpty() ? REC_PUPPET_HAS_NO_RBCF_MODULE : REC_PUPPET_HAS_TOO_MANY_RBCF_MODULES,
                    declared.name().location(),
                    component.name());
        }
    }

    private List<String> modules(String folder) {
        return listing.folders().subSet(folder + '/', folder + '0').stream()
                .filter(path -> path.indexOf('/', folder.length() + 1) < 0)
                .filter(path -> path.substring(folder.length() + 1)
                        .toLowerCase(Locale.ROOT)
                        .startsWith(MODULE))
                .toList();
    }

    /** Each action has a class of its own or shares that of {@code init.pp}. */
    private void checkClasses(Component component, String module) {
        String init = manifest(module, INIT);
        boolean initUsed = ACTIONS.stream().anyMatch(action -> !exists(manifest(module, action)));
        boolean updatesItself = exists(manifest(module, UPDATE));
        if (exists(init) && initUsed) {
            check(component, init, !updatesItself);
        }
        for (String action : ACTIONS) {
            if (exists(manifest(module, action))) {
                check(component, manifest(module, action), action.equals(UPDATE));
            }
        }
    }

    private static String manifest(String module, String name) {
        return module + "/manifests/" + name + ".pp";
    }

    private boolean exists(String file) {
        return listing.files().contains(file);
    }

    private void check(Component component, String file, boolean updates) {
        Optional<PuppetClass> found = read(file);
        if (found.isEmpty()) {
            return;
        }
        PuppetClass declared = found.get();
        Location where = new Location(file, declared.line(), 0, 0);
        if (!declared.parameters().contains("runningState") && reported.add(List.of(file, "runningState"))) {
            findings.add(REC_PUPPET_MISSING_PARAM_RUNNING_STATE, where, component.name());
        }
        if (updates && !declared.parameters().contains("importDiff") && reported.add(List.of(file, "importDiff"))) {
            findings.add(REC_PUPPET_MISSING_PARAM_IMPORT_DIFF, where, component.name());
        }
        for (String prefix : component.importedPrefixes().keySet()) {
            String parameter = prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
            if (!declared.parameters().contains(parameter) && reported.add(List.of(file, parameter))) {
                findings.add(Diagnostic.of(REC_PUPPET_MISSING_PARAM_FROM_IMPORT, where, component.name(), prefix)
                        .suggesting("Add $" + parameter + " = undef."));
            }
        }
    }

    private Optional<PuppetClass> read(String file) {
        try {
            return PuppetClass.first(texts.foreign(file));
        } catch (IOException e) {
            if (reported.add(file)) {
                findings.add(P_IO_ERROR, Location.file(file), file, e.getMessage());
            }
            return Optional.empty();
        }
    }
}

package net.roboconf.core.dsl.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.TargetFile;
import net.roboconf.core.model.Component;

/** Checks the recipes of components as far as their installers ask for something: scripts, Puppet modules, targets. */
final class RecipeCheck {

    private static final String SCRIPT = "script";
    private static final String PUPPET = "puppet";

    private final Listing listing;
    private final Findings findings;
    private final PuppetRecipes puppet;
    private final TargetFiles targets;
    private final Set<String> scripts = new HashSet<>();

    RecipeCheck(TextFiles texts, Listing listing, Findings findings) {
        this.listing = listing;
        this.findings = findings;
        this.puppet = new PuppetRecipes(texts, listing, findings);
        this.targets = new TargetFiles(texts, listing, findings);
    }

    /**
     * Checks the recipes of all components.
     *
     * @param folders the recipe folder of each component that has one
     */
    void check(ResolvedGraph resolved, Map<String, String> folders) {
        for (Component component : resolved.graph().components().values()) {
            String folder = folders.get(component.name());
            DeclaredType declared = resolved.components().get(component.name());
            if (component.isMachine() && folder != null) {
                targets.read(folder);
            } else if (component.installer().equalsIgnoreCase(SCRIPT) && folder != null) {
                checkScripts(declared, folder);
            } else if (component.installer().equalsIgnoreCase(PUPPET)) {
                puppet.checkImports(declared);
                if (folder != null) {
                    puppet.checkModule(component, declared, folder);
                }
            }
        }
    }

    private void checkScripts(DeclaredType declared, String folder) {
        boolean empty = listing.under(folder).isEmpty();
        if (!empty && !listing.folders().contains(folder + "/scripts") && scripts.add(folder)) {
            findings.add(
                    DiagnosticCode.REC_SCRIPT_NO_SCRIPTS_DIR,
                    declared.name().location(),
                    declared.name().text(),
                    folder);
        }
    }

    /** The targets in the recipes of the machines, by folder and name. */
    List<TargetFile> targets() {
        return targets.all();
    }
}

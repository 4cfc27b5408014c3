package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Outcome;
import net.roboconf.plugin.puppet.internal.ModuleList.Wanted;

/**
 * Installs the modules that a recipe lists into a folder of the instance: from archives in the recipe, and the others from
 * the Forge or a mirror of it. They are there all or none: a deploy that failed half way installs them anew.
 */
final class ModuleInstallation {

    private final PuppetCommand puppet;
    private final String forge;

    /**
     * Installs modules.
     *
     * @param forge the address of a mirror; null or empty: as Puppet is configured on the machine
     */
    ModuleInstallation(PuppetCommand puppet, String forge) {
        this.puppet = puppet;
        this.forge = forge;
    }

    void install(StepContext context) throws StepFailure, InterruptedException {
        InstanceFolder folder = InstanceFolder.of(context);
        try {
            InstanceFolder.delete(folder.freshModules());
            List<Wanted> modules = ModuleList.read(context.recipe());
            if (!modules.isEmpty()) {
                folder.make();
                Files.createDirectory(folder.freshModules());
                install(context, folder, modules);
            }
            InstanceFolder.delete(folder.modules());
            if (!modules.isEmpty()) {
                Files.move(folder.freshModules(), folder.modules());
            }
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "The modules of " + ModuleList.FILE + " could not be installed for " + context.path() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Archives first: what they bring, the Forge is not asked for. */
    private void install(StepContext context, InstanceFolder folder, List<Wanted> modules)
            throws StepFailure, IOException, InterruptedException {
        ModuleArchives archives = ModuleArchives.of(context.recipe());
        List<Wanted> others = new ArrayList<>();
        for (Wanted module : modules) {
            Optional<Path> archive = archives.find(module);
            if (archive.isPresent()) {
                installArchive(context, folder, module, archive.get());
            } else {
                others.add(module);
            }
        }
        for (Wanted module : others) {
            installFromForge(context, folder, module);
        }
    }

    private void installArchive(StepContext context, InstanceFolder folder, Wanted module, Path archive)
            throws StepFailure, IOException, InterruptedException {
        List<String> arguments = arguments(folder);
        arguments.add("--ignore-dependencies");
        arguments.add(archive.toString());
        run(
                context,
                folder,
                arguments,
                "The module " + module + " could not be installed from the recipe's file "
                        + context.recipe().relativize(archive),
                "");
    }

    private void installFromForge(StepContext context, InstanceFolder folder, Wanted module)
            throws StepFailure, IOException, InterruptedException {
        boolean mirror = forge != null && !forge.isBlank();
        List<String> arguments = arguments(folder);
        if (mirror) {
            arguments.addAll(List.of("--module_repository", forge));
        }
        if (!module.version().isEmpty()) {
            arguments.addAll(List.of("--version", module.version()));
        }
        arguments.add(module.name());
        String archive = module.name() + "-" + (module.version().isEmpty() ? "VERSION" : module.version()) + ".tar.gz";
        run(
                context,
                folder,
                arguments,
                "The module " + module + " could not be installed from " + (mirror ? forge : "the Puppet Forge"),
                ". Put its archive " + archive
                        + " into the recipe, or set ROBOCONF_PUPPET_FORGE in the agent's environment"
                        + " to the address of a mirror that this machine reaches");
    }

    private static List<String> arguments(InstanceFolder folder) {
        List<String> arguments = new ArrayList<>(List.of("module", "install", "--color=false"));
        arguments.addAll(folder.optionsWithConfiguration());
        arguments.addAll(List.of("--target-dir", folder.freshModules().toString()));
        return arguments;
    }

    private void run(
            StepContext context, InstanceFolder folder, List<String> arguments, String failure, String whatToDo)
            throws StepFailure, IOException, InterruptedException {
        Outcome outcome = puppet.run(context, folder, arguments);
        if (outcome instanceof Outcome.TimedOut) {
            throw new StepFailure(
                    Reason.STEP_TIMEOUT,
                    null,
                    failure + " within " + context.timeLimit().toSeconds() + " s" + whatToDo + ".",
                    null);
        }
        int exitCode = ((Outcome.Ended) outcome).exitCode();
        if (exitCode != 0) {
            throw new StepFailure(
                    Reason.STEP_FAILED, exitCode, failure + ": " + error(outcome.tail()) + whatToDo + ".", null);
        }
    }

    /** From the line on that Puppet calls an error. */
    private static String error(List<String> tail) {
        String text = tail.stream()
                .dropWhile(line -> !line.startsWith("Error: "))
                .map(String::strip)
                .collect(Collectors.joining(" | "));
        return text.isEmpty() ? String.join(" | ", tail) : text;
    }
}

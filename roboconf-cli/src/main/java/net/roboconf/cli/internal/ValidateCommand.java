package net.roboconf.cli.internal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.ProjectCheck;
import net.roboconf.core.dsl.tool.UnusablePathException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds what is wrong. */
@Command(
        name = "validate",
        description = "Finds all that is wrong with an application, a recipe or a file.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roboconf validate examples/lamp",
            "  roboconf validate --json shop.zip",
            "  roboconf validate graph/main.graph"
        })
final class ValidateCommand implements Callable<Integer> {

    private final boolean coloured;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints JSON, for programs. Nothing else goes to the standard output.")
    private boolean json;

    @Parameters(
            paramLabel = "PATH",
            description = "The folder or the ZIP of an application, the folder of a recipe,"
                    + " or a .graph, .instances, .commands or .drl file.")
    private Path path;

    ValidateCommand(boolean coloured) {
        this.coloured = coloured;
    }

    @Override
    public Integer call() throws UnusablePathException {
        ProjectCheck check = ProjectCheck.of(GivenPath.of(path));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(check.json());
        } else {
            out.print(check.findingsText(coloured));
            out.println(check.summary());
        }
        out.flush();
        return check.hasErrors() ? RoboconfCommand.ERRORS : 0;
    }
}

package net.roboconf.cli.internal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import net.roboconf.core.dsl.tool.FileFormatting;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.UnusablePathException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings files into canonical style. */
@Command(
        name = "fmt",
        description = "Brings .graph and .instances files into the one canonical style. Never changes what they mean.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {"  roboconf fmt examples/lamp", "  roboconf fmt --check graph/main.graph"})
final class FormatCommand implements Callable<Integer> {

    private final boolean coloured;

    @Spec
    private CommandSpec spec;

    @Option(names = "--check", description = "Changes nothing; ends with 1 if a file is not in canonical style.")
    private boolean check;

    @Parameters(paramLabel = "PATH", description = "A .graph or .instances file, or a folder that holds some.")
    private Path path;

    FormatCommand(boolean coloured) {
        this.coloured = coloured;
    }

    @Override
    public Integer call() throws UnusablePathException {
        List<FileFormatting> results = FileFormatting.of(GivenPath.of(path), !check);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        for (FileFormatting result : results) {
            boolean failed = result.state() == FileFormatting.State.LEFT_ALONE;
            (failed ? err : out).print(result.text(coloured, !check));
        }
        out.println(FileFormatting.summary(results, !check));
        out.flush();
        err.flush();
        return FileFormatting.isWell(results, !check) ? 0 : RoboconfCommand.ERRORS;
    }
}

package net.roboconf.cli.internal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.roboconf.core.dsl.graphics.PictureFormat;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.GraphDrawing;
import net.roboconf.core.dsl.tool.UnusablePathException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Draws a graph. */
@Command(
        name = "graph",
        description = "Draws a graph: what runs on what, who inherits from whom, who imports from whom at run time.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roboconf graph examples/lamp --format svg > lamp.svg",
            "  roboconf graph examples/lamp --format dot | dot -Tpng > lamp.png"
        })
final class GraphCommand implements Callable<Integer> {

    private final boolean coloured;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "svg",
            converter = FormatConverter.class,
            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if none is given.")
    private PictureFormat format;

    @Parameters(
            paramLabel = "PATH",
            description = "The folder or the ZIP of an application, the folder of a recipe, or a .graph file.")
    private Path path;

    GraphCommand(boolean coloured) {
        this.coloured = coloured;
    }

    @Override
    public Integer call() throws UnusablePathException {
        GraphDrawing drawing = GraphDrawing.of(GivenPath.of(path));
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        if (!drawing.isEmpty()) {
            out.print(format.write(drawing.picture()));
            out.flush();
        }
        if (drawing.isComplete()) {
            return 0;
        }
        err.print(drawing.errorText(coloured));
        err.flush();
        return RoboconfCommand.ERRORS;
    }

    /** Takes a format in any case, and says which there are. */
    static final class FormatConverter implements ITypeConverter<PictureFormat> {

        @Override
        public PictureFormat convert(String value) {
            try {
                return PictureFormat.named(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

package net.roboconf.dm.internal.shell;

import java.io.PrintStream;
import net.roboconf.core.dsl.graphics.PictureFormat;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.GraphDrawing;
import net.roboconf.core.dsl.tool.UnusablePathException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Draws a graph. */
@Service
@Command(
        scope = "roboconf",
        name = "graph",
        description = "Draws the graph of an application, a recipe or a .graph file on this host")
public class GraphCommand extends DescriptionAction {

    @Option(name = "--format", description = "One of dot, mermaid, svg, json")
    @Completion(
            value = StringsCompleter.class,
            values = {"dot", "mermaid", "svg", "json"})
    String format = "svg";

    @Override
    void run(GivenPath given, PrintStream out) throws CommandException, UnusablePathException {
        PictureFormat wanted = wanted();
        GraphDrawing drawing = GraphDrawing.of(given);
        if (!drawing.isEmpty()) {
            out.print(wanted.write(drawing.picture()));
        }
        if (!drawing.isComplete()) {
            throw new CommandException(drawing.errorText(false).strip());
        }
    }

    private PictureFormat wanted() throws CommandException {
        try {
            return PictureFormat.named(format);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}

package net.roboconf.dm.internal.shell;

import java.io.PrintStream;
import java.util.List;
import net.roboconf.core.dsl.tool.FileFormatting;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.UnusablePathException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Brings descriptions into canonical style. */
@Service
@Command(
        scope = "roboconf",
        name = "fmt",
        description = "Brings .graph and .instances files on this host into the one canonical style")
public class FormatCommand extends DescriptionAction {

    @Option(name = "--check", description = "Changes nothing; fails if a file is not in canonical style")
    boolean check;

    @Override
    void run(GivenPath given, PrintStream out) throws CommandException, UnusablePathException {
        List<FileFormatting> results = FileFormatting.of(given, !check);
        results.forEach(result -> out.print(result.text(false, !check)));
        String summary = FileFormatting.summary(results, !check);
        if (!FileFormatting.isWell(results, !check)) {
            throw new CommandException(summary);
        }
        out.println(summary);
    }
}

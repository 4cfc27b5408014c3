package net.roboconf.dm.internal.shell;

import java.io.PrintStream;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.ProjectCheck;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Finds what is wrong with a description. */
@Service
@Command(
        scope = "roboconf",
        name = "validate",
        description = "Finds all that is wrong with an application, a recipe or a file on this host")
public class ValidateCommand extends DescriptionAction {

    @Option(name = "--json", description = "Prints JSON, for scripts; errors are not told in another way then")
    boolean json;

    @Override
    void run(GivenPath given, PrintStream out) throws CommandException {
        ProjectCheck check = ProjectCheck.of(given);
        if (json) {
            out.println(check.json());
            return;
        }
        out.print(check.findingsText(false));
        if (check.hasErrors()) {
            throw new CommandException(check.summary());
        }
        out.println(check.summary());
    }
}

package net.roboconf.dm.internal.shell;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import net.roboconf.core.dsl.tool.GivenPath;
import net.roboconf.core.dsl.tool.UnusablePathException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;

/**
 * What the commands have in common that work on descriptions on this host, without the Deployment Manager: the same that
 * {@code bin/roboconf} has.
 */
public abstract class DescriptionAction implements Action {

    @Reference
    Session session;

    @Argument(name = "path", description = "A path on the host of the Deployment Manager", required = true)
    @Completion(FileCompleter.class)
    String path;

    @Override
    public final Object execute() throws CommandException {
        try {
            run(GivenPath.of(resolved()), session.getConsole());
        } catch (UnusablePathException | InvalidPathException e) {
            throw new CommandException(e.getMessage(), e);
        }
        return null;
    }

    private Path resolved() {
        Path here = session.currentDir() == null ? Path.of("") : session.currentDir();
        return here.resolve(path).toAbsolutePath().normalize();
    }

    /**
     * Does what the command is for.
     *
     * @throws CommandException when there are errors; its message is the last line of what is said
     * @throws UnusablePathException when the command cannot be used on what was given
     */
    abstract void run(GivenPath given, PrintStream out) throws CommandException, UnusablePathException;
}

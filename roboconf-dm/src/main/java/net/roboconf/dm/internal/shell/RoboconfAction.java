package net.roboconf.dm.internal.shell;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.StandBy;
import net.roboconf.dm.internal.front.Lookup;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;

/** What all commands have in common: the Deployment Manager, a place to write to, and how a refusal is told. */
public abstract class RoboconfAction implements Action {

    @Reference
    Manager manager;

    @Reference
    Session session;

    @Option(name = "--json", description = "Prints JSON, the same as over REST, for scripts")
    boolean json;

    @Override
    public final Object execute() throws Exception {
        int width = session.getTerminal() == null ? 0 : session.getTerminal().getWidth();
        Optional<StandBy> standBy = manager.standBy();
        if (standBy.isPresent() && !worksOnStandBy()) {
            throw new CommandException(standBy.get().why());
        }
        try {
            run(new Output(session.getConsole(), width));
        } catch (ManagerException e) {
            StringBuilder text = new StringBuilder(e.getMessage());
            for (Problem problem : e.problems()) {
                text.append("\n  ").append(problem);
            }
            throw new CommandException(text.toString(), e);
        } catch (InterruptedException e) {
            // Ctrl-C: who looked on looks away. What was ordered goes on.
            Thread.interrupted();
        }
        return null;
    }

    /**
     * Does what the command is for.
     *
     * @throws ManagerException when it is refused
     */
    abstract void run(Output out) throws Exception;

    /** Whether the command makes sense on a Deployment Manager that is not active. */
    boolean worksOnStandBy() {
        return false;
    }

    /**
     * A file on this host.
     *
     * @throws ManagerException when it cannot be read
     */
    final Path fileHere(String name) {
        try {
            Path here = session.currentDir() == null ? Path.of("") : session.currentDir();
            Path file = here.resolve(name).toAbsolutePath().normalize();
            if (Files.isReadable(file) && Files.isRegularFile(file)) {
                return file;
            }
            throw new ManagerException(ErrorCode.NOT_FOUND, "There is no file " + file + " that can be read.");
        } catch (InvalidPathException e) {
            throw new ManagerException(ErrorCode.INVALID, "'" + name + "' is not the name of a file.");
        }
    }

    final Lookup lookup() {
        return new Lookup(manager);
    }

    final Wording wording() {
        return new Wording(ZoneId.systemDefault());
    }
}

package net.roboconf.dm.internal.shell;

import java.time.ZoneId;
import java.util.Optional;
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

    final Lookup lookup() {
        return new Lookup(manager);
    }

    final Wording wording() {
        return new Wording(ZoneId.systemDefault());
    }
}

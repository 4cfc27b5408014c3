package net.roboconf.dm.internal.shell;

import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes an application. */
@Service
@Command(
        scope = "roboconf",
        name = "application-delete",
        description = "Deletes an application that has no machine any more")
public class ApplicationDeleteCommand extends ApplicationAction {

    @Override
    void run(Output out) {
        lookup().application(application);
        Stored.await(manager.deleteApplication(application));
        out.line("Application " + application + " is gone.");
    }
}

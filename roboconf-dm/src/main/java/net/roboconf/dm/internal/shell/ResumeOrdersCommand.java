package net.roboconf.dm.internal.shell;

import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lets orders flow again. */
@Service
@Command(
        scope = "roboconf",
        name = "resume-orders",
        description =
                "Lets orders flow again after the store was restored from a backup: what it says is what is wanted")
public class ResumeOrdersCommand extends RoboconfAction {

    @Override
    void run(Output out) {
        Stored.await(manager.resumeOrders());
        out.line("Orders flow again.");
    }
}

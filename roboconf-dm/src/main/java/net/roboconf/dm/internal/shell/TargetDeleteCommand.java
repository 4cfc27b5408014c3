package net.roboconf.dm.internal.shell;

import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a target definition. */
@Service
@Command(
        scope = "roboconf",
        name = "target-delete",
        description = "Deletes a target definition that no machine was made by")
public class TargetDeleteCommand extends RoboconfAction {

    @Argument(name = "target", description = "The identifier of a target definition", required = true)
    @Completion(TargetCompleter.class)
    String target;

    @Override
    void run(Output out) {
        lookup().target(target);
        Stored.await(manager.deleteTarget(target));
        out.line("Target " + target + " is gone.");
    }
}

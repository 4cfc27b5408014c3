package net.roboconf.dm.internal.shell;

import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Whether machines can be made by a target definition. */
@Service
@Command(
        scope = "roboconf",
        name = "target-check",
        description = "Asks the provider whether machines can be made by a target definition; makes nothing")
public class TargetCheckCommand extends RoboconfAction {

    @Argument(name = "target", description = "The identifier of a target definition", required = true)
    @Completion(TargetCompleter.class)
    String target;

    @Override
    void run(Output out) {
        lookup().target(target);
        TargetCheck check = Stored.await(manager.checkTarget(target));
        if (json) {
            out.json(check);
        } else if (check.usable()) {
            out.line("Target " + target + " can be used: its provider says so.");
        } else {
            throw new ManagerException(
                    ErrorCode.REFUSED_STATE, "The target '" + target + "' cannot be used: " + check.message());
        }
    }
}

package net.roboconf.dm.internal.shell;

import net.roboconf.dm.ManagerStatus;
import net.roboconf.dm.internal.json.StatusJson;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** How the Deployment Manager itself is. */
@Service
@Command(scope = "roboconf", name = "info", description = "Shows how the Deployment Manager itself is")
public class InfoCommand extends RoboconfAction {

    @Override
    void run(Output out) {
        ManagerStatus status = manager.status();
        if (json) {
            out.json(StatusJson.of(status));
            return;
        }
        out.line("ready      " + (status.ready() ? "yes" : "no"));
        out.line("messaging  " + status.messaging() + (status.connected() ? ", connected" : ", not connected"));
        out.line("targets    "
                + (status.targets().isEmpty()
                        ? "none"
                        : String.join(", ", status.targets().stream().sorted().toList())));
        out.line("term       " + status.term());
        out.line("published  " + status.published() + " messages, and " + status.recipeBytes() + " bytes of recipes");
        if (status.rejected() > 0) {
            out.line("rejected   " + status.rejected() + " messages; roboconf:rejected lists the newest");
        }
        if (status.suspended()) {
            out.line("SUSPENDED: no orders are given. Look at the notices, then run roboconf:resume-orders.");
        }
        status.notices().forEach(out::foreign);
    }
}

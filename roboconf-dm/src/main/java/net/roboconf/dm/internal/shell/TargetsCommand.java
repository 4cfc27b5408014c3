package net.roboconf.dm.internal.shell;

import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.json.TargetJson;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** All target definitions. */
@Service
@Command(scope = "roboconf", name = "targets", description = "Lists the target definitions: how machines are made")
public class TargetsCommand extends RoboconfAction {

    @Override
    void run(Output out) {
        if (json) {
            out.json(manager.targets().stream().map(TargetJson::of).toList());
            return;
        }
        Table table = new Table("TARGET", "HANDLER", "NAME", "MACHINES", "DESCRIPTION");
        for (TargetView t : manager.targets()) {
            String handler = t.available() ? t.handler() : t.handler() + " (not installed)";
            table.row(t.id(), handler, t.name(), t.usedBy().size(), t.description());
        }
        out.table(table);
    }
}

package net.roboconf.dm.internal.shell;

import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.dm.internal.json.RejectedJson;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Messages that were set aside. */
@Service
@Command(
        scope = "roboconf",
        name = "rejected",
        description =
                "Lists messages that could not be understood and were set aside; with --json also their beginnings")
public class RejectedCommand extends RoboconfAction {

    @Override
    void run(Output out) {
        if (json) {
            out.json(manager.rejected().stream().map(RejectedJson::of).toList());
            return;
        }
        Table table = new Table("NUMBER", "AT", "SENDER", "PROBLEM", "BYTES", "WHY");
        for (RejectedMessages.Kept one : manager.rejected()) {
            table.row(one.number(), wording().time(one.at()), one.sender(), one.problem(), one.size(), one.why());
        }
        out.table(table);
    }
}

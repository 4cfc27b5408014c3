package net.roboconf.dm.internal.shell;

import net.roboconf.dm.Leak;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.LeaksJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What exists at the providers and belongs to no machine that is known. */
@Service
@Command(
        scope = "roboconf",
        name = "target-leaks",
        description =
                "Lists what was made at the providers and belongs to no machine that is known; deletes it on request")
public class TargetLeaksCommand extends RoboconfAction {

    @Argument(name = "target", description = "The identifier of a target definition; all when it is left out")
    @Completion(TargetCompleter.class)
    String target;

    @Option(name = "--delete", description = "Deletes what is found")
    boolean delete;

    @Override
    void run(Output out) {
        String id = target == null ? null : lookup().target(target).id();
        LeakReport report = Stored.await(delete ? manager.deleteLeaks(id) : manager.leaks(id));
        if (json) {
            out.json(LeaksJson.of(report));
            return;
        }
        if (report.leaks().isEmpty()) {
            out.line("Nothing is there that belongs to no machine.");
        } else {
            table(out, report);
        }
        report.unasked().forEach((definition, why) -> out.line("Target " + definition + " could not be asked: " + why));
    }

    private void table(Output out, LeakReport report) {
        Table table = new Table("TARGET", "KIND", "ID", "NAME", "MACHINE", delete ? "DELETED" : "");
        for (Leak leak : report.leaks()) {
            String deleted = leak.kept() == null ? "yes" : "no: " + leak.kept();
            table.row(leak.target(), leak.kind(), leak.id(), leak.name(), leak.machine(), delete ? deleted : "");
        }
        out.table(table);
    }
}

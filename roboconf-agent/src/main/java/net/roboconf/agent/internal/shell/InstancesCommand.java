package net.roboconf.agent.internal.shell;

import java.io.PrintStream;
import java.util.List;
import net.roboconf.agent.internal.LocalAgent;
import net.roboconf.agent.internal.host.AgentStatus;
import net.roboconf.core.messaging.ObservedInstance;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code roboconf:instances}. */
@Service
@Command(scope = "roboconf", name = "instances", description = "Lists what is on this machine.")
public final class InstancesCommand implements Action {

    @Option(name = "--json", description = "Prints one JSON array instead of a table.")
    boolean json;

    @Reference
    LocalAgent agent;

    @Reference
    Session session;

    @Override
    public Object execute() {
        List<ObservedInstance> instances =
                agent.status().map(AgentStatus::instances).orElse(List.of());
        PrintStream out = session.getConsole();
        if (json) {
            out.println(StatusJson.of(instances));
            return null;
        }
        ShellTable table = new ShellTable();
        table.column("Instance");
        table.column("State");
        table.column("Reason");
        table.column("Since");
        table.column("Message");
        table.emptyTableText("Nothing is on this machine.");
        for (ObservedInstance each : instances) {
            table.addRow()
                    .addContent(
                            each.path(),
                            each.state(),
                            StatusText.reason(each),
                            StatusText.time(each.since()),
                            each.message());
        }
        table.print(out);
        return null;
    }
}

package net.roboconf.agent.internal.shell;

import java.io.PrintStream;
import java.util.Optional;
import net.roboconf.agent.internal.LocalAgent;
import net.roboconf.agent.internal.host.AgentStatus;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;

/** {@code roboconf:status}. */
@Service
@Command(scope = "roboconf", name = "status", description = "Shows how the agent of this machine is.")
public final class StatusCommand implements Action {

    @Option(name = "--json", description = "Prints one JSON object instead of text.")
    boolean json;

    @Reference
    LocalAgent agent;

    @Reference
    Session session;

    @Override
    public Object execute() {
        Optional<AgentStatus> status = agent.status();
        PrintStream out = session.getConsole();
        if (json) {
            out.println(StatusJson.of(agent.settings(), status));
        } else {
            StatusText text = new StatusText(out);
            text.print(agent.settings());
            status.ifPresent(text::print);
        }
        return null;
    }
}

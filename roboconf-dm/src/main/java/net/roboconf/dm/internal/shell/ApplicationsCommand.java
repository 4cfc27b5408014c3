package net.roboconf.dm.internal.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.internal.json.ApplicationJson;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** All applications. */
@Service
@Command(scope = "roboconf", name = "applications", description = "Lists the applications")
public class ApplicationsCommand extends RoboconfAction {

    @Override
    void run(Output out) {
        if (json) {
            out.json(manager.applications().stream().map(ApplicationJson::of).toList());
            return;
        }
        Table table = new Table("APPLICATION", "TEMPLATE", "INSTANCES", "STATES");
        for (ApplicationView a : manager.applications()) {
            table.row(a.name(), a.templateName() + " " + a.templateVersion(), a.size(), states(a));
        }
        out.table(table);
    }

    private static String states(ApplicationView application) {
        Map<InstanceState, Integer> states = new EnumMap<>(InstanceState.class);
        states.putAll(application.states());
        return states.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}

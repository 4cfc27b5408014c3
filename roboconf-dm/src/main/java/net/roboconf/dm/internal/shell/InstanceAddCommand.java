package net.roboconf.dm.internal.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.InstanceJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Adds an instance. */
@Service
@Command(scope = "roboconf", name = "instance-add", description = "Adds an instance, which is not deployed")
public class InstanceAddCommand extends ApplicationAction {

    @Argument(
            index = 1,
            name = "path",
            description = "Where it will stand: /vm-3 for a root, /vm-3/tomcat over another instance",
            required = true)
    @Completion(InstanceCompleter.class)
    String path;

    @Argument(index = 2, name = "component", description = "The name of its component", required = true)
    @Completion(ComponentCompleter.class)
    String component;

    @Option(
            name = "--variable",
            valueToShowInHelp = "NAME=VALUE",
            description = "An export that differs from that of the component",
            multiValued = true)
    List<String> variables = List.of();

    @Option(
            name = "--data",
            valueToShowInHelp = "NAME=VALUE",
            description = "What the target or the recipes want to know",
            multiValued = true)
    List<String> data = List.of();

    @Override
    void run(Output out) {
        InstancePath place = path(path);
        ApplicationView view = lookup().application(application);
        place.parent().ifPresent(parent -> lookup().instance(view, parent));
        InstanceView added = Stored.await(manager.addInstance(
                application,
                new NewInstance(
                        place.parent().orElse(null),
                        place.name(),
                        component,
                        pairs("--variable", variables),
                        pairs("--data", data))));
        if (json) {
            out.json(InstanceJson.of(added, lookup().application(application).imports(added.path())));
        } else {
            out.line("Instance " + added.path() + " is there. Next: roboconf:start " + application + " '" + added.path()
                    + "'");
        }
    }

    static Map<String, String> pairs(String option, List<String> given) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            if (equals < 1 || pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new ManagerException(
                        ErrorCode.INVALID, option + " " + pair + ": give each name once, like NAME=VALUE.");
            }
        }
        return pairs;
    }
}

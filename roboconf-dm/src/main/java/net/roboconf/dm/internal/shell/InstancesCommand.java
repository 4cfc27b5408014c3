package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.internal.json.InstanceJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** The instances of an application. */
@Service
@Command(
        scope = "roboconf",
        name = "instances",
        description = "Shows the instances of an application: state, and what they wait for")
public class InstancesCommand extends ApplicationAction {

    @Argument(index = 1, name = "path", description = "Only this instance and all below it: /vm-1/tomcat")
    @Completion(InstanceCompleter.class)
    String path;

    @Override
    void run(Output out) {
        List<InstanceView> found = lookup().subtree(lookup().application(application), path(path));
        if (json) {
            out.json(found.stream().map(InstanceJson::listed).toList());
        } else {
            out.table(InstanceTable.of(found, wording()));
        }
    }
}

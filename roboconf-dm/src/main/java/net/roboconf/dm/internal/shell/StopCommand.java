package net.roboconf.dm.internal.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Stops. */
@Service
@Command(
        scope = "roboconf",
        name = "stop",
        description = "Stops an application, or an instance and all below it; machines stay")
public class StopCommand extends OrderAction {

    @Argument(index = 1, name = "path", description = "Only this instance and all below it: /vm-1/tomcat")
    @Completion(InstanceCompleter.class)
    String path;

    @Override
    void run(Output out) throws InterruptedException {
        order(out, path(path), manager::stopAll);
    }
}

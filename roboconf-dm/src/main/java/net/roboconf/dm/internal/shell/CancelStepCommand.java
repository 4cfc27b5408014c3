package net.roboconf.dm.internal.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Ends a step. */
@Service
@Command(scope = "roboconf", name = "cancel-step", description = "Ends the step that runs on an instance")
public class CancelStepCommand extends OrderAction {

    @Argument(index = 1, name = "path", description = "The path of the instance: /vm-1/tomcat", required = true)
    @Completion(InstanceCompleter.class)
    String path;

    @Override
    void run(Output out) throws InterruptedException {
        order(out, path(path), manager::cancelStep);
    }
}

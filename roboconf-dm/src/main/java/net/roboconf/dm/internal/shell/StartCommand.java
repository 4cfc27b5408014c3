package net.roboconf.dm.internal.shell;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Start;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Starts. */
@Service
@Command(
        scope = "roboconf",
        name = "start",
        description =
                "Starts an instance, which is deployed first when it must be; or what is deployed of an application")
public class StartCommand extends OrderAction {

    @Argument(index = 1, name = "path", description = "The path of the instance: /vm-1/tomcat")
    @Completion(InstanceCompleter.class)
    String path;

    @Option(name = "--only", description = "Starts the instance alone, and nothing below it")
    boolean only;

    @Override
    void run(Output out) throws InterruptedException {
        InstancePath at = path(path);
        if (!only) {
            order(out, at, new Start(manager)::order);
        } else if (at == null) {
            throw new ManagerException(ErrorCode.INVALID, "--only needs the path of an instance.");
        } else {
            order(out, at, (name, p) -> manager.changeState(name, p, InstanceState.DEPLOYED_STARTED));
        }
    }
}

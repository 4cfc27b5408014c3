package net.roboconf.dm.internal.shell;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deploys and starts. */
@Service
@Command(
        scope = "roboconf",
        name = "deploy",
        description = "Deploys and starts an application, or an instance and all below it")
public class DeployCommand extends OrderAction {

    @Argument(index = 1, name = "path", description = "Only this instance and all below it: /vm-1/tomcat")
    @Completion(InstanceCompleter.class)
    String path;

    @Option(name = "--no-start", description = "Deploys the instance alone and does not start it")
    boolean noStart;

    @Override
    void run(Output out) throws InterruptedException {
        InstancePath at = path(path);
        if (!noStart) {
            order(out, at, manager::deployAndStartAll);
            return;
        }
        if (at == null) {
            throw new ManagerException(ErrorCode.INVALID, "--no-start needs the path of an instance.");
        }
        if (lookup().instance(lookup().application(application), at).expected() == InstanceState.DEPLOYED_STARTED) {
            throw new ManagerException(
                    ErrorCode.REFUSED_STATE, at + " is to be started already; roboconf:stop stops it.");
        }
        order(out, at, (name, p) -> manager.changeState(name, p, InstanceState.DEPLOYED_STOPPED));
    }
}

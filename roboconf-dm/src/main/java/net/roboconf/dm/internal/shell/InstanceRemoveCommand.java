package net.roboconf.dm.internal.shell;

import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Removes an instance. */
@Service
@Command(scope = "roboconf", name = "instance-remove", description = "Removes an instance and all below it")
public class InstanceRemoveCommand extends ApplicationAction {

    @Argument(index = 1, name = "path", description = "The path of the instance: /vm-1/tomcat", required = true)
    @Completion(InstanceCompleter.class)
    String path;

    @Option(name = "--undeploy", description = "Undeploys what is deployed, and removes it when that is over")
    boolean undeploy;

    @Override
    void run(Output out) {
        InstancePath at = path(path);
        lookup().instance(lookup().application(application), at);
        Stored.await(manager.removeInstance(application, at, undeploy));
        boolean gone = lookup().application(application).instance(at).isEmpty();
        out.line("Instance " + at + (gone ? " is gone." : " is being undeployed, and removed when that is over."));
    }
}

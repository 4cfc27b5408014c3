package net.roboconf.dm.internal.shell;

import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.AssociationJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Says which target makes machines. */
@Service
@Command(
        scope = "roboconf",
        name = "target-associate",
        description = "Says which target makes the machines of an application; without a target, shows it")
public class TargetAssociateCommand extends ApplicationAction {

    @Argument(index = 1, name = "target", description = "The identifier of a target definition")
    @Completion(TargetCompleter.class)
    String target;

    @Argument(
            index = 2,
            name = "scope",
            description = "The path of a machine's instance, or @Component; all others when it is left out")
    @Completion(InstanceCompleter.class)
    String scope = "";

    @Option(name = "--remove", description = "Takes the association away")
    boolean remove;

    @Override
    void run(Output out) {
        lookup().application(application);
        if (target != null) {
            lookup().target(target);
            Stored.await(manager.associateTarget(application, scope, remove ? null : target));
        }
        var associations = AssociationJson.of(lookup().application(application));
        if (json) {
            out.json(associations);
            return;
        }
        Table table = new Table("MACHINES", "TARGET");
        associations.forEach(a -> table.row(a.scope().isEmpty() ? "all others" : a.scope(), a.target()));
        out.table(table);
    }
}

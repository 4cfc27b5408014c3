package net.roboconf.dm.internal.shell;

import net.roboconf.core.model.InstancePath;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What a provider says about a machine. */
@Service
@Command(scope = "roboconf", name = "machine", description = "Shows what its provider says about a machine now")
public class MachineCommand extends ApplicationAction {

    @Argument(index = 1, name = "path", description = "The path of the machine's instance: /vm-1", required = true)
    @Completion(InstanceCompleter.class)
    String path;

    @Override
    void run(Output out) {
        InstancePath at = path(path);
        lookup().instance(lookup().application(application), at);
        MachineFacts facts = Stored.await(manager.machineFacts(application, at));
        if (json) {
            out.json(facts);
            return;
        }
        Table table = new Table("ID", "NAME", "ADDRESSES", "ZONE", "SIZE", "IMAGE");
        table.row(
                facts.machineId(),
                facts.name(),
                String.join(", ", facts.addresses()),
                facts.zone(),
                facts.size(),
                facts.image());
        out.table(table);
    }
}

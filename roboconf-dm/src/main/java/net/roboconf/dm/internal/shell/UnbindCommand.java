package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Has an application not import from others any more. */
@Service
@Command(
        scope = "roboconf",
        name = "unbind",
        description = "Has an application not import an external prefix from others any more, then shows its bindings")
public class UnbindCommand extends ApplicationAction {

    @Argument(index = 1, name = "prefix", description = "An external prefix that it imports", required = true)
    @Completion(ExternalPrefixCompleter.class)
    String prefix;

    @Argument(
            index = 2,
            name = "providers",
            description = "The applications not to import it from any more; all when they are left out",
            multiValued = true)
    @Completion(BoundProviderCompleter.class)
    List<String> providers;

    @Override
    void run(Output out) {
        lookup().binding(lookup().application(application), prefix);
        if (providers == null) {
            Stored.await(manager.unbind(application, prefix, null));
        } else {
            providers.forEach(provider -> Stored.await(manager.unbind(application, prefix, provider)));
        }
        BindingsCommand.show(out, lookup().application(application), json);
    }
}

package net.roboconf.dm.internal.shell;

import java.util.List;
import java.util.Set;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Has an application import from others. */
@Service
@Command(
        scope = "roboconf",
        name = "bind",
        description =
                "Has an application import an external prefix from other applications too, then shows its bindings")
public class BindCommand extends ApplicationAction {

    @Argument(index = 1, name = "prefix", description = "An external prefix that it imports", required = true)
    @Completion(ExternalPrefixCompleter.class)
    String prefix;

    @Argument(
            index = 2,
            name = "providers",
            description = "The applications to import it from",
            required = true,
            multiValued = true)
    @Completion(ProviderCompleter.class)
    List<String> providers;

    @Option(name = "--only", description = "Imports it from these and from no others any more")
    boolean only;

    @Override
    void run(Output out) {
        lookup().binding(lookup().application(application), prefix);
        providers.forEach(lookup()::application);
        if (only) {
            Stored.await(manager.rebind(application, prefix, Set.copyOf(providers)));
        } else {
            providers.forEach(provider -> Stored.await(manager.bind(application, prefix, provider)));
        }
        BindingsCommand.show(out, lookup().application(application), json);
    }
}

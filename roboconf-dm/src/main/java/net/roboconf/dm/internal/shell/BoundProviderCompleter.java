package net.roboconf.dm.internal.shell;

import java.util.Arrays;
import java.util.List;
import net.roboconf.dm.Manager;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Applications that the one on the line is bound to under the prefix on the line. */
@Service
public class BoundProviderCompleter implements Completer {

    @Reference
    Manager manager;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = Arrays.stream(line.getArguments())
                .skip(1)
                .flatMap(name -> manager.application(name).stream())
                .flatMap(application -> application.bindings().stream())
                .filter(binding -> Arrays.asList(line.getArguments()).contains(binding.prefix()))
                .flatMap(binding -> binding.providers().stream())
                .distinct()
                .toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}

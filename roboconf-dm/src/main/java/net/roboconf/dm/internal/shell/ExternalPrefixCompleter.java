package net.roboconf.dm.internal.shell;

import java.util.Arrays;
import java.util.List;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.BindingView;
import net.roboconf.dm.Manager;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** External prefixes that the application imports that stands before them on the line. */
@Service
public class ExternalPrefixCompleter implements Completer {

    @Reference
    Manager manager;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<ApplicationView> named = Arrays.stream(line.getArguments())
                .skip(1)
                .flatMap(name -> manager.application(name).stream())
                .toList();
        // The shell also asks whether a prefix could be one, and then shows nothing else of the line.
        List<String> names = (named.isEmpty() ? manager.applications() : named)
                .stream()
                        .flatMap(application -> application.bindings().stream())
                        .map(BindingView::prefix)
                        .distinct()
                        .toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}

package net.roboconf.dm.internal.shell;

import java.util.Arrays;
import java.util.List;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Paths of the instances of the application that stands before them on the line. */
@Service
public class InstanceCompleter implements Completer {

    @Reference
    Manager manager;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        String[] arguments = line.getArguments();
        if (arguments.length == 1) {
            // The shell asks whether an argument is complete, without those before it.
            candidates.add(line.getCursorArgument());
            return 0;
        }
        List<String> paths = Arrays.stream(arguments)
                .skip(1)
                .flatMap(name -> manager.application(name).stream())
                .findFirst()
                .map(ApplicationView::instances)
                .orElse(List.of())
                .stream()
                .map(i -> i.path().value())
                .toList();
        return new StringsCompleter(paths).complete(session, line, candidates);
    }
}

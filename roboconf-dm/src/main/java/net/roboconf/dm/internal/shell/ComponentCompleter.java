package net.roboconf.dm.internal.shell;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Components of the application that stands before them on the line. */
@Service
public class ComponentCompleter implements Completer {

    @Reference
    Manager manager;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = Arrays.stream(line.getArguments())
                .skip(1)
                .flatMap(name -> manager.application(name).stream())
                .flatMap(this::components)
                .distinct()
                .toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }

    private Stream<String> components(ApplicationView application) {
        return manager.templates().stream()
                .filter(t -> t.name().equals(application.templateName())
                        && t.version().equals(application.templateVersion()))
                .flatMap(t -> t.graph().components().keySet().stream());
    }
}

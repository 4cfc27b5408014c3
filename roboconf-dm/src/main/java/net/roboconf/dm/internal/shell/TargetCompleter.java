package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.dm.Manager;
import net.roboconf.dm.TargetView;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Identifiers of target definitions. */
@Service
public class TargetCompleter implements Completer {

    @Reference
    Manager manager;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = manager.targets().stream().map(TargetView::id).toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}

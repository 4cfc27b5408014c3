package net.roboconf.dm.internal.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Proposes nothing and accepts everything; without it, the shell would complete no argument after a new name. */
@Service
public class NewNameCompleter implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        if (line.getArguments().length == 1) {
            candidates.add(line.getCursorArgument());
            return 0;
        }
        return -1;
    }
}

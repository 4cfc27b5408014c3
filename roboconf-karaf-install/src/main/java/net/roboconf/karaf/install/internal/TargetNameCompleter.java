package net.roboconf.karaf.install.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Targets that can be installed, or are installed; and paths. */
@Service
public final class TargetNameCompleter implements Completer {

    @Reference
    TargetInstallation installation;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return installation.complete(session, line, candidates);
    }
}

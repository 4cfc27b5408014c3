package net.roboconf.karaf.install.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the commands about extensions of one kind have in common. */
abstract class ShellInstallation {

    private static final Logger LOG = LoggerFactory.getLogger(ShellInstallation.class);

    private static final long PATIENCE_MILLIS = 15_000;

    private final Extensions extensions;
    private final Installation installation;

    ShellInstallation(Extensions extensions, DeployFolder deploy) {
        this.extensions = extensions;
        this.installation = new Installation(extensions, deploy, PATIENCE_MILLIS);
    }

    Extensions extensions() {
        return extensions;
    }

    Installation installation() {
        return installation;
    }

    /** Completes the name after the action. */
    int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> words = Arrays.asList(line.getArguments());
        if (words.contains("uninstall")) {
            return new StringsCompleter(extensions.installed().keySet()).complete(session, line, candidates);
        }
        if (!words.contains("install")) {
            return -1;
        }
        String written = line.getCursorArgument();
        if (written != null && written.contains("/")) {
            return new FileCompleter().complete(session, line, candidates);
        }
        List<String> names = new ArrayList<>();
        try {
            names.addAll(extensions.installable());
        } catch (Exception e) {
            // Completion is a courtesy: the command itself says what is wrong.
            LOG.debug("What can be installed is not known", e);
        }
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}

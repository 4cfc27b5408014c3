package net.roboconf.karaf.install.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** {@code roboconf:plugin}. */
@Service
@Command(scope = "roboconf", name = "plugin", description = "Lists, installs and uninstalls plug-ins.")
public final class PluginCommand extends ExtensionsAction {

    @Reference
    PluginInstallation installation;

    @Argument(index = 0, name = "action", description = "list (unless something else is given), install or uninstall.")
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "install", "uninstall"})
    String action = "list";

    @Argument(
            index = 1,
            name = "name",
            description = "Which one: a name that the list shows; to install, also the path of a jar of your own.")
    @Completion(PluginNameCompleter.class)
    String name;

    @Override
    ShellInstallation installation() {
        return installation;
    }

    @Override
    String action() {
        return action;
    }

    @Override
    String name() {
        return name;
    }
}

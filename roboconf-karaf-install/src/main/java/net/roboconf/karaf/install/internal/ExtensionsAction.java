package net.roboconf.karaf.install.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.roboconf.core.json.OwnTypes;
import net.roboconf.karaf.install.internal.Extensions.Row;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

/** What the commands about extensions do, of whatever kind. */
public abstract class ExtensionsAction implements Action {

    @Reference
    Session session;

    @Option(name = "--json", description = "Prints the list as a JSON array.")
    boolean json;

    abstract ShellInstallation installation();

    abstract String action();

    abstract String name();

    @Override
    public final Object execute() throws Exception {
        PrintStream out = session.getConsole();
        if (!installation().extensions().isAnybodyThere()) {
            throw new CommandException(
                    "Nobody here uses a " + installation().extensions().kind().word()
                            + ": plug-ins are for agents, targets for the Deployment Manager");
        }
        try {
            switch (action()) {
                case "list" -> list(out);
                case "install" -> out.println(install(named()));
                case "uninstall" -> out.println(installation().installation().uninstall(named()));
                default ->
                    throw new CommandException(
                            "'" + action() + "' is nothing that can be done here: list, install or uninstall");
            }
        } catch (Installation.RefusedException | InvalidPathException e) {
            throw new CommandException(e.getMessage(), e);
        }
        return null;
    }

    private String named() throws CommandException {
        if (name() == null || name().isBlank()) {
            throw new CommandException("Which one? Give its name after " + action() + "; list shows all");
        }
        return name();
    }

    private String install(String given) throws Installation.RefusedException, InterruptedException {
        if (!Installation.isJar(given)) {
            return installation().installation().install(given);
        }
        Path here = session.currentDir() == null ? Path.of("") : session.currentDir();
        return installation()
                .installation()
                .install(here.resolve(given).toAbsolutePath().normalize());
    }

    private void list(PrintStream out) throws Exception {
        if (name() != null) {
            throw new CommandException(
                    "list shows all and needs no '" + name() + "'; options come before it: --json list");
        }
        List<Row> rows = installation().extensions().rows();
        if (json) {
            out.println(json(rows));
            return;
        }
        ShellTable table = new ShellTable();
        table.column("Name");
        table.column("Version");
        table.column("State");
        table.column(installation().extensions().kind().attribute() + "s, or why not");
        table.emptyTableText("There is none.");
        for (Row row : rows) {
            String state = row.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            table.addRow().addContent(row.name(), row.version(), state, row.detail());
        }
        table.print(out);
    }

    private static String json(List<Row> rows) throws JsonProcessingException {
        return OwnTypes.builder().build().writeValueAsString(rows);
    }
}

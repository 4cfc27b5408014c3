package net.roboconf.dm.internal.shell;

import net.roboconf.dm.TemplateView;
import net.roboconf.dm.internal.json.TemplateJson;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** All templates. */
@Service
@Command(scope = "roboconf", name = "templates", description = "Lists the templates")
public class TemplatesCommand extends RoboconfAction {

    @Override
    void run(Output out) {
        if (json) {
            out.json(manager.templates().stream().map(TemplateJson::overview).toList());
            return;
        }
        Table table = new Table("TEMPLATE", "VERSION", "APPLICATIONS", "DESCRIPTION");
        for (TemplateView t : manager.templates()) {
            table.row(t.name(), t.version(), String.join(", ", t.applications()), t.description());
        }
        out.table(table);
    }
}

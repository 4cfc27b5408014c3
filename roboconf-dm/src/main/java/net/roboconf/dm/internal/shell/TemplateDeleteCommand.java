package net.roboconf.dm.internal.shell;

import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a template. */
@Service
@Command(
        scope = "roboconf",
        name = "template-delete",
        description = "Deletes a template of which no application is made any more")
public class TemplateDeleteCommand extends RoboconfAction {

    @Argument(index = 0, name = "template", description = "The name of a template", required = true)
    @Completion(TemplateCompleter.class)
    String template;

    @Argument(index = 1, name = "version", description = "Its version; may be left out when there is only one")
    String version;

    @Override
    void run(Output out) {
        String which = version == null ? lookup().onlyVersion(template) : version;
        Stored.await(manager.deleteTemplate(template, which));
        out.line("Template " + template + " " + which + " is gone.");
    }
}

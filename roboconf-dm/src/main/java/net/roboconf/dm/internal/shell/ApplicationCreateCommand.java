package net.roboconf.dm.internal.shell;

import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.ApplicationJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes an application. */
@Service
@Command(
        scope = "roboconf",
        name = "application-create",
        description = "Makes an application of a template; nothing of it is deployed yet")
public class ApplicationCreateCommand extends RoboconfAction {

    @Argument(index = 0, name = "name", description = "The name of the new application", required = true)
    @Completion(NewNameCompleter.class)
    String name;

    @Argument(index = 1, name = "template", description = "The name of a template", required = true)
    @Completion(TemplateCompleter.class)
    String template;

    @Argument(index = 2, name = "version", description = "Its version; may be left out when there is only one")
    String version;

    @Option(name = "--description", aliases = "-d", description = "Free text")
    String description = "";

    @Override
    void run(Output out) {
        String which = version == null ? lookup().onlyVersion(template) : version;
        ApplicationView made = Stored.await(manager.createApplication(name, template, which, description));
        if (json) {
            out.json(ApplicationJson.of(made));
        } else {
            out.line("Application " + made.name() + " is there with " + made.size()
                    + " instances. Next: roboconf:deploy " + made.name());
        }
    }
}

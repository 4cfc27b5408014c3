package net.roboconf.dm.internal.shell;

import net.roboconf.dm.TemplateView;
import net.roboconf.dm.UploadedTemplate;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.TemplateJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** Takes a template. */
@Service
@Command(scope = "roboconf", name = "template-upload", description = "Takes a template from a ZIP file on this host")
public class TemplateUploadCommand extends RoboconfAction {

    @Argument(name = "file", description = "A ZIP file, on the host of the Deployment Manager", required = true)
    @Completion(FileCompleter.class)
    String file;

    @Override
    void run(Output out) {
        UploadedTemplate uploaded = Stored.await(manager.uploadTemplate(fileHere(file)));
        TemplateView template = uploaded.template();
        if (json) {
            out.json(TemplateJson.of(uploaded));
        } else {
            uploaded.warnings().forEach(warning -> out.line("warning: " + warning));
            out.line("Template " + template.name() + " " + template.version()
                    + " is there. Next: roboconf:application-create" + " NAME " + template.name());
        }
    }
}

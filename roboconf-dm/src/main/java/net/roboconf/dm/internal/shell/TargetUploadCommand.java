package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.TargetJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** Takes target definitions with the files that come with them. */
@Service
@Command(
        scope = "roboconf",
        name = "target-upload",
        description = "Takes target definitions and their scripts from a ZIP file on this host, all or none")
public class TargetUploadCommand extends RoboconfAction {

    @Argument(
            name = "file",
            description = "A ZIP file with NAME.properties and, if there are scripts, the folder NAME",
            required = true)
    @Completion(FileCompleter.class)
    String file;

    @Override
    void run(Output out) {
        List<TargetView> targets = Stored.await(manager.uploadTargets(fileHere(file)));
        if (json) {
            out.json(targets.stream().map(TargetJson::of).toList());
            return;
        }
        targets.forEach(target -> out.line("Target " + target.id() + " is there"
                + (target.files().isEmpty() ? "." : " with " + String.join(", ", target.files()) + ".")));
    }
}

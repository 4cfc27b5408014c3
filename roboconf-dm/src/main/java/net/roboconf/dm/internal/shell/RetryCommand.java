package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tries again. */
@Service
@Command(
        scope = "roboconf",
        name = "retry",
        description = "Tries again what failed: an instance, or all of an application that are in PROBLEM")
public class RetryCommand extends OrderAction {

    @Argument(index = 1, name = "path", description = "Only this instance: /vm-1/tomcat")
    @Completion(InstanceCompleter.class)
    String path;

    @Override
    void run(Output out) throws InterruptedException {
        if (path != null) {
            order(out, path(path), manager::retry);
            return;
        }
        List<InstancePath> failed = lookup().application(application).instances().stream()
                .filter(i -> i.actual() == InstanceState.PROBLEM)
                .map(InstanceView::path)
                .toList();
        if (failed.isEmpty()) {
            out.line("Nothing of " + application + " is in PROBLEM.");
            return;
        }
        failed.stream().map(p -> manager.retry(application, p)).toList().forEach(Stored::await);
        failed.forEach(p -> out.line("Tried again: " + p));
    }
}

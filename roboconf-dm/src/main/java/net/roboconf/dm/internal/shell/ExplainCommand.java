package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.internal.json.ExplanationJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Why something is not as expected. */
@Service
@Command(
        scope = "roboconf",
        name = "explain",
        description = "Says why an instance, or each of an application, is not as expected")
public class ExplainCommand extends ApplicationAction {

    @Argument(index = 1, name = "path", description = "Only this instance: /vm-1/tomcat")
    @Completion(InstanceCompleter.class)
    String path;

    @Override
    void run(Output out) {
        ApplicationView view = lookup().application(application);
        InstancePath at = path(path);
        List<Explanation> explanations = at != null
                ? List.of(view.explain(lookup().instance(view, at).path()))
                : view.instances().stream()
                        .map(i -> view.explain(i.path()))
                        .filter(e -> !e.asExpected())
                        .toList();
        if (json) {
            out.json(explanations.stream().map(ExplanationJson::of).toList());
            return;
        }
        if (explanations.stream().allMatch(Explanation::asExpected)) {
            out.line(at == null ? "All of " + application + " is as expected." : at + " is as expected.");
        }
        for (Explanation explanation : explanations) {
            for (Explanation.Link link : explanation.links()) {
                out.foreign("  ".repeat(link.depth()) + link.sentence());
            }
        }
    }
}

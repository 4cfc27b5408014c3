package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.internal.json.BindingJson;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Which applications an application imports from. */
@Service
@Command(
        scope = "roboconf",
        name = "bindings",
        description = "Lists what an application imports from other applications, and from which")
public class BindingsCommand extends ApplicationAction {

    @Override
    void run(Output out) {
        show(out, lookup().application(application), json);
    }

    /** Shows all bindings of an application. */
    static void show(Output out, ApplicationView application, boolean json) {
        List<BindingJson> bindings = BindingJson.of(application);
        if (json) {
            out.json(bindings);
            return;
        }
        Table table = new Table("PREFIX", "BOUND TO", "COULD BE BOUND TO");
        for (BindingJson binding : bindings) {
            List<String> others = binding.candidates().stream()
                    .filter(candidate -> !binding.providers().contains(candidate))
                    .toList();
            table.row(
                    binding.optional() ? binding.prefix() + " (optional)" : binding.prefix(),
                    binding.providers().isEmpty() ? "nothing" : String.join(", ", binding.providers()),
                    String.join(", ", others));
        }
        out.table(table);
    }
}

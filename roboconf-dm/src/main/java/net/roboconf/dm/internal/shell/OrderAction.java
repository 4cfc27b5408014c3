package net.roboconf.dm.internal.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.InstanceJson;
import org.apache.karaf.shell.api.action.Option;

/** A command that changes what is expected of instances. */
public abstract class OrderAction extends ApplicationAction {

    /** A day; longer waits are mistakes. */
    private static final int LONGEST_WAIT = 86_400;

    @Option(
            name = "--wait",
            valueToShowInHelp = "SECONDS",
            description =
                    "Shows what happens until all is as expected, at most for so many seconds; Ctrl-C stops looking,"
                            + " not the order")
    int wait;

    /** Gives the order for an instance and what is below it; for the whole application when the path is null. */
    final void order(Output out, InstancePath path, Order order) throws InterruptedException {
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw new ManagerException(
                    ErrorCode.INVALID, "--wait is " + wait + "; it is a number of seconds up to " + LONGEST_WAIT + ".");
        }
        List<InstancePath> concerned = lookup().subtree(lookup().application(application), path).stream()
                .map(InstanceView::path)
                .toList();
        try (Watch watch = new Watch(manager, application)) {
            Stored.await(order.give(application, path));
            if (wait > 0) {
                watch.untilAsExpected(concerned, Duration.ofSeconds(wait), out, wording());
            }
        }
        ApplicationView after = lookup().application(application);
        List<InstanceView> now =
                concerned.stream().flatMap(p -> after.instance(p).stream()).toList();
        if (json) {
            out.json(now.stream().map(InstanceJson::listed).toList());
        } else {
            out.table(InstanceTable.of(now, wording()));
        }
    }

    /** What the Deployment Manager is asked to do. */
    interface Order {
        CompletionStage<Void> give(String application, InstancePath path);
    }
}

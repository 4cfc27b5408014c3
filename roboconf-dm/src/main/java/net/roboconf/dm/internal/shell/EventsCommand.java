package net.roboconf.dm.internal.shell;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.EventSubscription;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.json.EventJson;
import net.roboconf.dm.internal.json.Json;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What happens. */
@Service
@Command(scope = "roboconf", name = "events", description = "Shows the last events, and with --follow those that come")
public class EventsCommand extends RoboconfAction {

    /** More than a terminal shows; what does not fit is told as such. */
    private static final int WAITING = 4096;

    private static final int AT_MOST = 10_000;

    @Argument(name = "application", description = "Only its events")
    @Completion(ApplicationCompleter.class)
    String application;

    @Option(name = "--number", aliases = "-n", description = "How many of the last events")
    int number = 20;

    @Option(name = "--follow", aliases = "-f", description = "Goes on until Ctrl-C")
    boolean follow;

    @Override
    void run(Output out) throws InterruptedException {
        if (number < 0 || number > AT_MOST) {
            throw new ManagerException(
                    ErrorCode.INVALID, "--number is " + number + "; it is from 0 to " + AT_MOST + ".");
        }
        if (application != null) {
            lookup().application(application);
        }
        List<ManagerEvent> known = manager.events(0, AT_MOST);
        List<ManagerEvent> wanted = known.stream().filter(this::isWanted).toList();
        for (ManagerEvent event : wanted.subList(Math.max(0, wanted.size() - number), wanted.size())) {
            show(event, out);
        }
        if (follow) {
            follow(known.isEmpty() ? 0 : known.get(known.size() - 1).id(), out);
        }
    }

    private void follow(long after, Output out) throws InterruptedException {
        BlockingQueue<ManagerEvent> queue = new LinkedBlockingQueue<>(WAITING);
        EventSubscription subscription = manager.subscribe(after, event -> {
            if (isWanted(event) && !queue.offer(event)) {
                // The oldest goes: who looks on wants to know how things are now.
                queue.poll();
                queue.offer(event);
            }
        });
        try {
            while (true) {
                show(queue.take(), out);
            }
        } finally {
            subscription.close();
        }
    }

    private boolean isWanted(ManagerEvent event) {
        return application == null
                || event.application().isEmpty()
                || event.application().equals(application);
    }

    private void show(ManagerEvent event, Output out) {
        out.line(json ? new Json().text(EventJson.of(event)) : wording().event(event));
    }
}

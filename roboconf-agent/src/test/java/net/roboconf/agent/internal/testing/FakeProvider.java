package net.roboconf.agent.internal.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;

/** The messaging {@code fake}. */
public final class FakeProvider implements MessagingProvider {

    private final List<FakeMessaging> opened = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> settings = new CopyOnWriteArrayList<>();

    private volatile Predicate<Map<String, String>> answering = settings -> false;

    /** From now on the brokers to which such settings lead are entered without the test's doing. */
    public void answersAt(Predicate<Map<String, String>> brokers) {
        answering = brokers;
    }

    /** What was opened, oldest first. */
    public List<FakeMessaging> opened() {
        return List.copyOf(opened);
    }

    /** With which settings. */
    public List<Map<String, String>> settings() {
        return List.copyOf(settings);
    }

    @Override
    public String type() {
        return "fake";
    }

    @Override
    public Messaging open(Participant self, Map<String, String> with, MessagingListener listener) {
        if (with.containsKey("nonsense")) {
            throw new IllegalArgumentException("nonsense: leave it out");
        }
        FakeMessaging place = new FakeMessaging(self, listener, (from, sent) -> {});
        settings.add(with);
        opened.add(place);
        if (answering.test(with)) {
            CompletableFuture.runAsync(place::connect);
        }
        return place;
    }

    @Override
    public Accounts accounts(Map<String, String> with) {
        throw new UnsupportedOperationException("An agent makes no accounts");
    }
}

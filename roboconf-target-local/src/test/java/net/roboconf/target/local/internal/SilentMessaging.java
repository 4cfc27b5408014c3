package net.roboconf.target.local.internal;

import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;

/** Nothing is sent by a target. */
final class SilentMessaging implements Messaging {

    @Override
    public void subscribe(Set<Subscription> wanted) {}

    @Override
    public void serve(Set<String> applications) {}

    @Override
    public void publish(Address to, Message message) {}

    @Override
    public Messaging share(Participant participant, MessagingListener listener) {
        return this;
    }

    @Override
    public long publishedBytes() {
        return 0;
    }

    @Override
    public long published() {
        return 0;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public void close() {}
}

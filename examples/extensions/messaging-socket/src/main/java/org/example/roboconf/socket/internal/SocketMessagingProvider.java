package org.example.roboconf.socket.internal;

import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/** The messaging {@code socket}. */
@Component(name = "example-messaging-socket", publicFactory = false)
@Instantiate
@Provides(specifications = MessagingProvider.class)
public final class SocketMessagingProvider implements MessagingProvider {

    @Override
    public String type() {
        return "socket";
    }

    @Override
    public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
        return new SocketLink(SocketSettings.parse(settings)).open(self, listener);
    }

    @Override
    public Accounts accounts(Map<String, String> settings) {
        return new SocketAccounts(SocketSettings.parse(settings));
    }
}

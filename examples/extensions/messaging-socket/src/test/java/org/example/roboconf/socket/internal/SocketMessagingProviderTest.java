package org.example.roboconf.socket.internal;

import java.util.Map;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.testkit.messaging.LoopbackPorts;
import net.roboconf.testkit.messaging.MessagingProviderContract;

class SocketMessagingProviderTest implements MessagingProviderContract {

    private final SocketMessagingProvider provider = new SocketMessagingProvider();
    private final String nobodyListens = Integer.toString(LoopbackPorts.free(1)[0]);

    @Override
    public MessagingProvider provider() {
        return provider;
    }

    @Override
    public Map<String, String> settingsWithoutBroker() {
        return Map.of("host", "127.0.0.1", "port", nobodyListens, "password", "of the manager");
    }

    @Override
    public Map<String, Map<String, String>> unusableSettings() {
        return Map.of("port", Map.of("port", "many", "password", "x"), "password", Map.of("port", "7070"));
    }
}

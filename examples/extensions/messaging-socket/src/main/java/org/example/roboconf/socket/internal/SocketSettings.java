package org.example.roboconf.socket.internal;

import java.util.Map;
import net.roboconf.core.messaging.MessagingListener.Delivery;

/**
 * How the broker is reached.
 *
 * @param host {@code host}; {@code localhost} when not given
 * @param port {@code port}
 * @param account {@code username}; the Deployment Manager's when not given
 * @param password {@code password}
 */
record SocketSettings(String host, int port, String account, String password) {

    /** Reads them. */
    static SocketSettings parse(Map<String, String> settings) {
        String password = settings.get("password");
        if (password == null) {
            throw new IllegalArgumentException("'password' is missing; write the one that the broker was started with");
        }
        return new SocketSettings(
                settings.getOrDefault("host", "localhost"),
                port(settings.get("port")),
                settings.getOrDefault("username", Delivery.MANAGER),
                password);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(String.valueOf(text));
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("'port' is " + text + "; write the broker's port, 1 to 65535");
    }

    @Override
    public String toString() {
        return account + " at " + host + ":" + port;
    }
}

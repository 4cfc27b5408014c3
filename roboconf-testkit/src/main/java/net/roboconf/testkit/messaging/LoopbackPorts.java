package net.roboconf.testkit.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that tests end and start again at the same place. They are below those that the system gives to
 * outgoing connections: a client that knocks again and again while its server is away could otherwise be given the very
 * port that it knocks at, and keep it.
 */
public final class LoopbackPorts {

    private static final int FIRST = 12_000;
    private static final int LAST = 29_999;
    private static final int ATTEMPTS = 200;

    private LoopbackPorts() {}

    /**
     * That many different ports of the loopback address where nobody listens now.
     *
     * @throws IllegalStateException when they cannot be found
     */
    public static int[] free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int attempt = 0; attempt < ATTEMPTS && held.size() < count; attempt++) {
                hold(ThreadLocalRandom.current().nextInt(FIRST, LAST + 1), held);
            }
            if (held.size() < count) {
                throw new IllegalStateException(
                        "No " + count + " free ports were found between " + FIRST + " and " + LAST);
            }
            return held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            held.forEach(LoopbackPorts::close);
        }
    }

    private static void hold(int port, List<ServerSocket> held) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
                held.add(socket);
            } catch (IOException e) {
                close(socket); // somebody has it: another will do
            }
        } catch (IOException e) {
            throw new IllegalStateException("No socket can be made", e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket could not be closed", e);
        }
    }
}

package net.roboconf.broker.embedded.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * On which port the broker listens. Agents are given it once, when their machine is created, so a port that was chosen
 * is kept in a file and used again after a restart.
 */
final class LoopbackPort {

    /** Where the search for a free port begins; near RabbitMQ's 5672, below the ports that systems hand out. */
    static final int FIRST = 5682;
    /** Where it ends. */
    static final int LAST = 5781;

    private LoopbackPort() {}

    /**
     * The port to use.
     *
     * @param configured the one that was asked for; 0 to have one chosen
     * @param memory the file in which a chosen one is kept
     * @throws IOException when none is free, or the file cannot be used
     */
    static int choose(int configured, Path memory) throws IOException {
        if (configured > 0) {
            return configured;
        }
        try {
            return Integer.parseInt(Files.readString(memory).strip());
        } catch (NoSuchFileException e) {
            int chosen = firstFree();
            Files.createDirectories(memory.getParent());
            Files.writeString(memory, chosen + "\n");
            return chosen;
        } catch (NumberFormatException e) {
            throw new IOException("'" + memory + "' should hold the port of the embedded broker, a number", e);
        }
    }

    private static int firstFree() throws IOException {
        for (int port = FIRST; port <= LAST; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No port from " + FIRST + " to " + LAST
                + " is free for the embedded broker; give it another in etc/net.roboconf.broker.cfg");
    }

    /** Whether nobody listens on this port of the loopback address. */
    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

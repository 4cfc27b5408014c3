package net.roboconf.target.local.internal;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each machine an address of its own between 127.0.1.1 and 127.0.255.254; 127.0.0.x is left to the host.
 *
 * <p>Other Deployment Managers on this host do the same. While this one runs, it holds a port on each of its addresses,
 * without listening: the kernel gives it to one process only. While it does not run, its machines are seen by their
 * agents and by what listens on their addresses. So nothing has to be written outside its own folders. Safe for several
 * threads.
 */
final class LoopbackAddresses implements Closeable {

    /** Held on each address; below the ports that systems give out by themselves, used by nothing known. */
    static final int PORT = 20_909;

    private static final int LAST_NET = 255;
    private static final int LAST_HOST = 254;
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackAddresses.class);

    private final Predicate<String> taken;
    private final Map<String, Optional<Socket>> held = new HashMap<>();

    /**
     * Gives out addresses.
     *
     * @param taken whether somebody uses an address, as far as can be seen
     */
    LoopbackAddresses(Predicate<String> taken) {
        this.taken = taken;
    }

    /**
     * The lowest address that nobody uses; it is held until {@link #release}.
     *
     * @param real false for a machine on whose address nothing will ever listen: only our own machines are looked at
     * @throws IOException when all are taken
     */
    synchronized String claim(boolean real) throws IOException {
        for (int net = 1; net <= LAST_NET; net++) {
            for (int host = 1; host <= LAST_HOST; host++) {
                String address = "127.0." + net + "." + host;
                if (!held.containsKey(address) && (!real || !taken.test(address)) && hold(address, real)) {
                    return address;
                }
            }
        }
        throw new IOException("All addresses from 127.0.1.1 to 127.0.255.254 are taken: undeploy machines");
    }

    /** Holds the address of a machine that exists already. */
    synchronized void reclaim(String address, boolean real) {
        if (!held.containsKey(address) && !hold(address, real)) {
            LOG.warn(
                    "The address {} of a machine is also claimed by another program on this host, perhaps by another"
                            + " Deployment Manager: its servers may be mixed up with those of that one",
                    address);
            held.put(address, Optional.empty());
        }
    }

    /** Gives the address back. */
    synchronized void release(String address) {
        Optional<Socket> socket = held.remove(address);
        if (socket != null) {
            socket.ifPresent(LoopbackAddresses::close);
        }
    }

    /** Lets go of all addresses. */
    @Override
    public synchronized void close() {
        held.values().forEach(socket -> socket.ifPresent(LoopbackAddresses::close));
        held.clear();
    }

    private boolean hold(String address, boolean real) {
        if (!real) {
            held.put(address, Optional.empty());
            return true;
        }
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(address, PORT));
            held.put(address, Optional.of(socket));
            return true;
        } catch (IOException e) {
            close(socket);
            return false;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A held address could not be let go of", e);
        }
    }
}

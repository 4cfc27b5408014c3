package net.roboconf.messaging.rabbitmq.internal;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import net.roboconf.messaging.rabbitmq.BrokerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections of one kind with the client library, and ends them even when the broker hangs. */
final class Dialer {

    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final int HEARTBEAT_SECONDS = 5;
    private static final int CONNECT_MS = 5_000;
    private static final int RPC_MS = 10_000;
    private static final int ABORT_MS = 800;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final List<Address> addresses;
    private final String title;
    private volatile Socket socket;
    private volatile boolean ended;

    /**
     * Prepares connections.
     *
     * @param title what the broker's own pages call the connection
     * @param threads names the client's threads, and calls consumers
     */
    Dialer(BrokerSettings settings, String title, LinkThreads threads) {
        this.title = title;
        addresses = settings.nodes().stream()
                .map(node -> new Address(node.host(), node.port()))
                .toList();
        factory.setVirtualHost(settings.virtualHost());
        factory.setUsername(settings.username());
        factory.setPassword(settings.password());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_MS);
        factory.setHandshakeTimeout(CONNECT_MS);
        factory.setChannelRpcTimeout(RPC_MS);
        factory.setExceptionHandler(new ForgivingExceptionHandler() {
            @Override
            protected void log(String message, Throwable problem) {
                LOG.debug("{}: {}", message, Reason.of(problem));
            }
        });
        factory.setThreadFactory(threads::forClient);
        factory.setSharedExecutor(threads.events());
        factory.setSocketFactory(new PatientSocketFactory());
        factory.setSocketConfigurator(made -> {
            made.setTcpNoDelay(true);
            socket = made;
            if (ended) {
                throw new IOException("closed");
            }
        });
    }

    /** Connects; blocks. */
    Connection dial() throws IOException, TimeoutException {
        return factory.newConnection(addresses, title);
    }

    /** Ends a connection in a friendly way if that is quick. Null is passed over. */
    void abort(Connection connection) {
        if (connection != null) {
            connection.abort(ABORT_MS);
        }
    }

    /** Ends whatever is under way at once, and lets no further connection be made. */
    void end() {
        ended = true;
        cut();
    }

    /** Ends whatever is under way on the present connection at once. */
    void cut() {
        Socket present = socket;
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                LOG.debug("A socket that is given up could not be closed", e);
            }
        }
    }

    private static final class PatientSocketFactory extends SocketFactory {

        @Override
        public Socket createSocket() {
            return new PatientSocket(2_000L * HEARTBEAT_SECONDS);
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("The client connects its sockets itself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("The client connects its sockets itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            return createSocket(host, port);
        }
    }
}

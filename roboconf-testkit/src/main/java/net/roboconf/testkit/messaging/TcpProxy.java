package net.roboconf.testkit.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server that tests can cut: all connections end and none can be made, or nothing passes any more while
 * connections stay open.
 */
public final class TcpProxy implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object frozen = new Object();
    private boolean stuck;
    private volatile ServerSocket server;
    private volatile Thread acceptor;

    /** A way to this port of the loopback address, open. */
    public TcpProxy(int target) {
        this.target = target;
        port = LoopbackPorts.free(1)[0];
        server = listen(port);
        accept(server);
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** Ends all connections; new ones are refused. */
    public void cut() {
        close(server);
        // Until the thread that waited at it has woken up, the system holds the port, and connections can be made.
        awaitEnd(acceptor);
        synchronized (this) {
            sockets.forEach(TcpProxy::close);
            sockets.clear();
        }
    }

    /** Lets connections be made again after {@link #cut}. */
    public void restore() {
        server = listen(port);
        accept(server);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while waiting for " + thread, e);
        }
    }

    /** Lets nothing pass any more, in both directions; nobody is told. */
    public void freeze() {
        synchronized (frozen) {
            stuck = true;
        }
    }

    /** Lets all pass again, what was held back first. */
    public void thaw() {
        synchronized (frozen) {
            stuck = false;
            frozen.notifyAll();
        }
    }

    private void accept(ServerSocket from) {
        acceptor = start("accept", () -> {
            try {
                while (true) {
                    Socket client = from.accept();
                    connect(client);
                }
            } catch (IOException e) {
                // It was cut.
                close(from);
            }
        });
    }

    private synchronized void connect(Socket client) throws IOException {
        sockets.add(client);
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(upstream);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            start("up", () -> pump(client, upstream));
            start("down", () -> pump(upstream, client));
        } catch (IOException e) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[64 * 1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitThaw();
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // One side ended; so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitThaw() throws InterruptedException {
        synchronized (frozen) {
            while (stuck) {
                frozen.wait();
            }
        }
    }

    private static Thread start(String what, Runnable task) {
        Thread thread = new Thread(task, "test-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("A socket could not be closed", e);
        }
    }

    @Override
    public void close() {
        cut();
        thaw();
    }
}

package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * A host: an SSH server on a loopback address of its own, whose commands run in a folder of its own, their home. All such
 * hosts share one kernel, and with it the table of processes.
 */
final class TestHost implements AutoCloseable {

    private final String address;
    private final Path home;
    private final PublicKey accepted;
    private final Iterable<KeyPair> keys;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicReference<Predicate<String>> lost = new AtomicReference<>(command -> false);
    private SshServer server;
    private int port;

    TestHost(String address, Path home, PublicKey accepted, Iterable<KeyPair> keys) throws IOException {
        this.address = address;
        this.home = Files.createDirectories(home);
        this.accepted = accepted;
        this.keys = keys;
        plugIn();
    }

    /** Starts it, with its port from before. */
    void plugIn() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost(address);
        server.setPort(port);
        server.setKeyPairProvider(session -> keys);
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, accepted));
        server.setPasswordAuthenticator((user, password, session) -> password.equals("open sesame"));
        server.setCommandFactory((channel, command) -> new Shell(command));
        server.start();
        port = server.getPort();
    }

    /** It answers no more; what runs on it runs on. */
    void unplug() throws IOException {
        server.stop(true);
    }

    /** The connection is lost as soon as such a command begins, which is done all the same. */
    void loseConnectionAt(Predicate<String> command) {
        lost.set(command);
    }

    /** All commands that it was given. */
    List<String> commands() {
        return commands;
    }

    String name() {
        return address + ":" + port;
    }

    Path folder() {
        return home.resolve("roboconf");
    }

    Path machine() {
        return folder().resolve("machine");
    }

    boolean isLeased() {
        return Files.exists(folder().resolve("lease"));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** Runs one command as OpenSSH does. */
    private final class Shell implements Command {

        private final String command;
        private InputStream in;
        private OutputStream out;
        private OutputStream err;
        private ExitCallback exit;
        private Process process;

        Shell(String command) {
            this.command = command;
        }

        @Override
        public void setInputStream(InputStream input) {
            in = input;
        }

        @Override
        public void setOutputStream(OutputStream output) {
            out = output;
        }

        @Override
        public void setErrorStream(OutputStream errors) {
            err = errors;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            commands.add(command);
            process = new ProcessBuilder("sh", "-c", command)
                    .directory(home.toFile())
                    .start();
            boolean loses = lost.get().test(command);
            Thread input = pump("in", in, process.getOutputStream());
            Thread output = pump("out", process.getInputStream(), loses ? OutputStream.nullOutputStream() : out);
            Thread errors = pump("err", process.getErrorStream(), err);
            Thread waiting = new Thread(() -> {
                try {
                    if (loses) {
                        input.join();
                        channel.getSession().close(true);
                    }
                    int code = process.waitFor();
                    output.join();
                    errors.join();
                    exit.onExit(code);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            waiting.setDaemon(true);
            waiting.start();
        }

        private Thread pump(String name, InputStream from, OutputStream to) {
            Thread thread = new Thread(
                    () -> {
                        try (to) {
                            byte[] buffer = new byte[8192];
                            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                                to.write(buffer, 0, read);
                                to.flush();
                            }
                        } catch (IOException e) {
                            // The other side has gone; the command ends with its input, or goes on.
                        }
                    },
                    "test-host-" + name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        /** A command outlives its connection. */
        @Override
        public void destroy(ChannelSession channel) {}
    }
}

package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;

/** The {@link MachinesProcess}, as the Deployment Manager sees it: a target that makes machines, and a broker. */
final class MachinesLink implements MessagingProvider, Accounts, Target, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Socket socket;
    private final MessageCodec codec = new MessageCodec();
    private final BlockingQueue<byte[][]> outgoing = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> passed = new LinkedBlockingQueue<>();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong publishedBytes = new AtomicLong();
    private final Thread reader = new Thread(this::read, "wire-in");
    private final Thread writer = new Thread(this::write, "wire-out");
    private volatile MessagingListener manager;
    private volatile boolean closed;

    private MachinesLink(Process process, Socket socket) {
        this.process = process;
        this.socket = socket;
        reader.setDaemon(true);
        writer.setDaemon(true);
    }

    /** Starts the process, with a heap of this many megabytes at most. */
    static MachinesLink start(int megabytes) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MachinesProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String port = output.readLine();
            if (port == null) {
                throw new IOException("The process of the machines has ended at once");
            }
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
            socket.setTcpNoDelay(true);
            MachinesLink link = new MachinesLink(process, socket);
            link.reader.start();
            link.writer.start();
            return link;
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    // The wire

    private void send(int kind, byte[]... fields) {
        byte[][] frame = new byte[fields.length + 1][];
        frame[0] = new byte[] {(byte) kind};
        System.arraycopy(fields, 0, frame, 1, fields.length);
        outgoing.add(frame);
    }

    private void write() {
        List<byte[][]> frames = new ArrayList<>();
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
            while (true) {
                frames.clear();
                frames.add(outgoing.take());
                outgoing.drainTo(frames, 1_000);
                for (byte[][] frame : frames) {
                    out.write(frame[0]);
                    for (int i = 1; i < frame.length; i++) {
                        out.writeInt(frame[i].length);
                        out.write(frame[i]);
                    }
                }
                out.flush();
            }
        } catch (IOException e) {
            lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            while (true) {
                int kind = in.readByte();
                byte[] first = in.readNBytes(in.readInt());
                byte[] second = in.readNBytes(in.readInt());
                if (kind == Wire.PASSED) {
                    passed.add(Wire.JSON.readTree(first));
                } else {
                    MessagingListener listener = manager;
                    if (listener != null) {
                        listener.received(new Report(codec.decode(second), new String(first, StandardCharsets.UTF_8)));
                    }
                }
            }
        } catch (IOException | MessageFormatException e) {
            lost(e);
        }
    }

    private void lost(Exception e) {
        if (!closed) {
            System.err.println("The process of the machines is gone: " + e);
        }
    }

    private record Report(Message message, String sender) implements MessagingListener.Delivery {

        @Override
        public void acknowledge() {
            // This broker keeps nothing.
        }
    }

    /** What has passed so far at the broker, what the machines have done, what they have computed. */
    JsonNode passed() throws InterruptedException {
        send(Wire.ASK, new byte[0]);
        JsonNode answer = passed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("The process of the machines does not answer");
        }
        return answer;
    }

    // Messaging

    @Override
    public String type() {
        return "fleet";
    }

    @Override
    public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
        boolean blobs = !(self instanceof Participant.Manager);
        if (!blobs) {
            manager = listener;
        }
        listener.connected();
        return new Place();
    }

    private final class Place implements Messaging {

        @Override
        public void subscribe(Set<Subscription> wanted) {
            throw new IllegalStateException("A Deployment Manager subscribes to nothing");
        }

        @Override
        public void serve(Set<String> applications) {
            // Every application has its place.
        }

        @Override
        public void publish(Address to, Message message) {
            published.incrementAndGet();
            try {
                byte[] body = codec.encode(message);
                publishedBytes.addAndGet(body.length);
                if (to instanceof Address.Machine machine) {
                    send(Wire.TO_MACHINE, machine.machine().value().getBytes(StandardCharsets.UTF_8), body);
                } else if (to instanceof Address.Everyone everyone) {
                    send(Wire.TO_EVERYONE, everyone.application().getBytes(StandardCharsets.UTF_8), body);
                } else {
                    throw new IllegalStateException("A Deployment Manager says nothing to " + to);
                }
            } catch (MessageFormatException e) {
                throw new IllegalStateException("What an engine says can be written", e);
            }
        }

        @Override
        public Messaging share(Participant participant, MessagingListener listener) {
            throw new IllegalStateException("All agents are in the other process");
        }

        @Override
        public long published() {
            return published.get();
        }

        @Override
        public long publishedBytes() {
            return publishedBytes.get();
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void close() {
            // The wire ends with the link.
        }
    }

    @Override
    public Accounts accounts(Map<String, String> settings) {
        return this;
    }

    @Override
    public void ensure(Collection<Account> accounts) {
        // Whoever comes may enter.
    }

    @Override
    public void revoke(Collection<MachineKey> machines) {
        // There is nothing to take away.
    }

    @Override
    public Map<String, String> settingsFor(Account account) {
        return Map.of();
    }

    // Target

    @Override
    public String handler() {
        return VirtualManager.HANDLER;
    }

    @Override
    public String create(MachineRequest request) {
        AgentSettings settings = request.agent();
        send(Wire.MAKE, settings.toText().getBytes(StandardCharsets.UTF_8));
        return request.key().value();
    }

    @Override
    public Optional<String> find(MachineRequest request) {
        return Optional.of(request.key().value());
    }

    @Override
    public Duration lateCreation() {
        return Duration.ZERO;
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
        return MachineStatus.RUNNING;
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId) {
        send(Wire.DESTROY, key.value().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            socket.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

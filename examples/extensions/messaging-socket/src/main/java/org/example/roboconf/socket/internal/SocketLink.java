package org.example.roboconf.socket.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.amqp.Route;
import org.example.roboconf.socket.internal.Frame.Kind;
import org.example.roboconf.socket.internal.SocketMessaging.State;

/**
 * The connection of one account, which all places of {@link SocketMessaging#share} have in common.
 *
 * <p>Three threads: one dials, again and again, and reads; the line's own writes; one tells listeners. Whoever publishes
 * or subscribes does no more than hand a frame over, under the lock of this object: frames, and what is remembered of them
 * until they are confirmed, are therefore in the same order.
 */
final class SocketLink {

    private static final Duration DIALING = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int FIRST_PAUSE_MILLIS = 100;
    private static final int LAST_PAUSE_MILLIS = 5_000;

    /** How many deliveries may wait for their listeners; after that, nothing is read. */
    private static final int MAX_UNTOLD = 2_000;

    private final SocketSettings settings;
    private final MessageCodec codec = new MessageCodec();
    private final Semaphore untold = new Semaphore(MAX_UNTOLD);
    private final Thread dialer;
    private final ExecutorService teller;

    // The rest is guarded by this.
    private final Map<Integer, SocketMessaging> places = new LinkedHashMap<>();
    private final Deque<Letter> unconfirmed = new ArrayDeque<>();
    private Line line;
    private Socket dialing;
    private int lastPlace;
    private boolean closed;

    /**
     * A message that was handed over.
     *
     * @param message null when it is none, in tests
     */
    record Letter(SocketMessaging from, Address to, Message message, Runnable settled) {}

    SocketLink(SocketSettings settings) {
        this.settings = settings;
        String name = "roboconf-socket-" + settings.account();
        dialer = thread(this::dial, name);
        teller = Executors.newSingleThreadExecutor(task -> thread(task, name + "-events"));
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    MessageCodec codec() {
        return codec;
    }

    /** Takes the first place and begins to dial. */
    SocketMessaging open(Participant self, MessagingListener listener) {
        SocketMessaging first = enter(self, listener, null);
        dialer.start();
        return first;
    }

    synchronized SocketMessaging enter(Participant self, MessagingListener listener, SocketMessaging parent) {
        SocketMessaging place = new SocketMessaging(this, ++lastPlace, self, listener, parent);
        if (closed) {
            place.shut();
            return place;
        }
        places.put(place.number(), place);
        if (parent != null && parent.state() == State.DOWN) {
            down(place, "the connection is away");
        }
        hear(place);
        return place;
    }

    synchronized void leave(SocketMessaging place) {
        if (places.remove(place.number()) != null && line != null) {
            line.offer(Frame.of(Kind.LEAVE, place.number(), List.of()));
        }
    }

    /** Says what a place wants to hear; without a connection, when there is one. */
    synchronized void hear(SocketMessaging place) {
        if (line != null) {
            List<String> words = new ArrayList<>();
            place.heard().forEach(route -> {
                words.add(route.exchange());
                words.add(route.key());
            });
            line.offer(Frame.of(Kind.HEAR, place.number(), words));
        }
    }

    synchronized void publish(Letter letter, Route route, byte[] bytes) {
        if (closed) {
            return;
        }
        if (line != null
                && line.offer(new Frame(
                        Kind.PUBLISH, letter.from().number(), List.of(route.exchange(), route.key()), bytes))) {
            letter.from().countPublished(bytes.length);
            unconfirmed.add(letter);
        } else {
            tellUnconfirmed(letter);
        }
    }

    void tellUnconfirmed(Letter letter) {
        tell(() -> {
            if (letter.message() != null) {
                letter.from().call(told -> told.unconfirmed(letter.to(), letter.message()));
            }
            letter.settled().run();
        });
    }

    private void tell(Runnable task) {
        try {
            teller.execute(task);
        } catch (RejectedExecutionException e) {
            // It was closed: nobody is told any more.
            return;
        }
    }

    private void dial() {
        int pause = FIRST_PAUSE_MILLIS;
        while (!isClosed()) {
            try (Line connected = connect()) {
                begin(connected);
                pause = FIRST_PAUSE_MILLIS;
                while (true) {
                    handle(connected.read());
                }
            } catch (IOException e) {
                lost(settings + ": " + (e.getMessage() == null ? "the connection ended" : e.getMessage()));
            }
            if (!pause(pause)) {
                return;
            }
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        }
    }

    /** A connection on which the broker knows who calls. */
    private Line connect() throws IOException {
        Socket socket = new Socket();
        synchronized (this) {
            dialing = socket;
        }
        Line connected = null;
        try {
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), (int) DIALING.toMillis());
            connected = new Line(socket, dialer.getName() + "-writes");
            connected.offer(Frame.of(Kind.HELLO, settings.account(), settings.password()));
            Frame answer = connected.read();
            if (answer.kind() != Kind.WELCOME) {
                throw new IOException(String.join(" ", answer.words()));
            }
            return connected;
        } catch (IOException e) {
            if (connected != null) {
                connected.close();
            }
            socket.close();
            throw e;
        }
    }

    private synchronized void begin(Line connected) throws IOException {
        if (closed) {
            throw new IOException("It was closed");
        }
        line = connected;
        places.values().forEach(this::hear);
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.kind()) {
            case DELIVER -> deliver(frame);
            case CONFIRM -> {
                Letter confirmed;
                synchronized (this) {
                    confirmed = unconfirmed.poll();
                }
                if (confirmed != null) {
                    tell(confirmed.settled());
                }
            }
            case HEARD -> up(frame.place());
            default -> throw new IOException(frame.kind() + " " + String.join(" ", frame.words()));
        }
    }

    private void deliver(Frame frame) throws IOException {
        SocketMessaging place;
        synchronized (this) {
            place = places.get(frame.place());
        }
        if (place == null) {
            return; // it has left
        }
        try {
            while (!untold.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                if (isClosed()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("It was interrupted", e);
        }
        tell(() -> {
            untold.release();
            place.receive(frame);
        });
    }

    private synchronized void up(int number) {
        SocketMessaging place = places.get(number);
        if (place != null && line != null && place.state() != State.UP) {
            place.state(State.UP);
            tell(() -> place.call(MessagingListener::connected));
        }
    }

    private synchronized void lost(String why) {
        line = null;
        if (closed) {
            return;
        }
        unconfirmed.forEach(this::tellUnconfirmed);
        unconfirmed.clear();
        places.values().forEach(place -> down(place, why));
    }

    private void down(SocketMessaging place, String why) {
        if (place.state() != State.DOWN) {
            place.state(State.DOWN);
            tell(() -> place.call(told -> told.disconnected(why)));
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** False when it was closed meanwhile. Many clients of a broker that comes back do not all knock at once. */
    private synchronized boolean pause(int millis) {
        long end = System.nanoTime() + ThreadLocalRandom.current().nextLong(millis * 500_000L, millis * 1_000_000L);
        try {
            for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    /** Says what was handed over, then leaves; gives up after {@link #CLOSING}. */
    void close() {
        List<SocketMessaging> all;
        Line last;
        Socket socket;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = List.copyOf(places.values());
            last = line;
            socket = dialing;
            notifyAll();
        }
        // Listeners may wait for the lock of this object, which is therefore not held here.
        all.forEach(SocketMessaging::shut);
        try {
            if (last != null) {
                // The broker reads to the end, then ends the connection, then the dialer ends.
                last.finish();
                dialer.join(CLOSING.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
        teller.shutdownNow();
    }
}

package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pieces of blobs to agents, straight from the disk, on a few threads. Agents are served in turn, a piece each. Only
 * so many pieces are read and not yet at the broker at any time: a broker that is slower than the disk, or hundreds of
 * agents that want the same recipe at once, make others wait and not the heap grow. What passes the bounds is not answered,
 * and asked for again.
 */
final class BlobServer implements MessagingListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlobServer.class);

    private static final int THREADS = 4;
    private static final int LARGEST_PIECE = 131_072;

    /** Pieces on their way from the disk to the broker; each is there up to three times as large, as JSON. */
    static final int AT_ONCE = 32;

    private final BlobStore blobs;
    private final Rejections rejections;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            NamedThreads.daemon("roboconf-dm-blobs"));

    // Guarded by this.
    private final BlobTurns turns = new BlobTurns();
    private Messaging messaging;
    private int underWay;
    /** Grows with each messaging: what an earlier one has not settled, it never will. */
    private long generation;

    private long publishedBefore;

    BlobServer(BlobStore blobs, Rejections rejections) {
        this.blobs = blobs;
        this.rejections = rejections;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Answers through this from now on; null for not at all. */
    void use(Messaging newMessaging) {
        synchronized (this) {
            publishedBefore = publishedBytes();
            messaging = newMessaging;
            generation++;
            underWay = 0;
        }
        serve();
    }

    /** How many bytes were handed to the broker, as they travel. */
    synchronized long publishedBytes() {
        return publishedBefore + (messaging == null ? 0 : messaging.publishedBytes());
    }

    @Override
    public void connected() {
        LOG.debug("Blobs are served");
    }

    @Override
    public void disconnected(String why) {
        LOG.debug("Blobs are not served: {}", why);
    }

    @Override
    public void received(Delivery delivery) {
        // Asked for again when it is lost: there is nothing to be stored first.
        delivery.acknowledge();
        if (delivery.message() instanceof Call call && call.question() instanceof Call.ReadBlob wanted) {
            boolean ownName = delivery.sender().equals(call.machine().value());
            if (ownName || delivery.sender().equals(Delivery.MANAGER)) {
                ask(call, wanted);
                serve();
            } else {
                rejections.add(delivery, Problem.UNEXPECTED, "It asks in the name of " + call.machine());
            }
        } else {
            rejections.add(delivery, Problem.UNEXPECTED, "Only pieces of blobs are asked for here");
        }
    }

    @Override
    public void rejected(RejectedMessage message) {
        rejections.add(message);
    }

    private synchronized void ask(Call call, Call.ReadBlob wanted) {
        if (!turns.add(call, wanted)) {
            LOG.debug("Too many pieces of blobs are wanted at once");
        }
    }

    /** Begins with as many pieces as there is room for. */
    private synchronized void serve() {
        if (messaging == null || threads.isShutdown()) {
            return;
        }
        while (underWay < AT_ONCE) {
            Call next = turns.next();
            if (next == null) {
                return;
            }
            underWay++;
            Messaging through = messaging;
            long now = generation;
            threads.execute(() -> answer(next, through, () -> settled(now)));
        }
    }

    private void answer(Call call, Messaging through, Runnable settled) {
        Reply reply = new Reply(call.id(), call.machine(), read((Call.ReadBlob) call.question()));
        through.publish(new Address.Machine(call.machine()), reply, settled);
    }

    private void settled(long then) {
        synchronized (this) {
            if (then != generation) {
                return;
            }
            underWay--;
        }
        serve();
    }

    private Reply.Answer read(Call.ReadBlob wanted) {
        Sha256 blob = wanted.blob();
        try {
            Optional<Long> size = blobs.size(blob);
            if (size.isEmpty()) {
                return new Reply.Refused("The blob " + blob + " is not here; was its template deleted?");
            }
            if (wanted.offset() < 0 || wanted.length() < 1) {
                return new Reply.Refused("No such piece: " + wanted.length() + " bytes from " + wanted.offset());
            }
            byte[] piece = blobs.read(blob, wanted.offset(), Math.min(wanted.length(), LARGEST_PIECE));
            return new Reply.BlobChunk(blob, wanted.offset(), size.get(), piece);
        } catch (IOException e) {
            LOG.warn("The blob {} cannot be read: {}", blob, e.toString());
            return new Reply.Refused("The blob " + blob + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        // Its reader asks again.
    }

    @Override
    public synchronized void close() {
        threads.shutdownNow();
    }
}

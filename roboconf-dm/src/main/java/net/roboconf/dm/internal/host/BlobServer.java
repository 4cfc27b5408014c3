package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pieces of blobs to agents, straight from the disk, on a few threads. Agents ask for few pieces at a time and in
 * turn, so that they are served in turn; what passes the bound is not answered, and asked for again.
 */
final class BlobServer implements MessagingListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlobServer.class);

    private static final int THREADS = 4;
    private static final int WAITING = 4_096;
    private static final int LARGEST_PIECE = 131_072;

    private final BlobStore blobs;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            NamedThreads.daemon("roboconf-dm-blobs"));
    private volatile Messaging messaging;

    BlobServer(BlobStore blobs) {
        this.blobs = blobs;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Answers through this from now on; null for not at all. */
    void use(Messaging newMessaging) {
        messaging = newMessaging;
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
                try {
                    threads.execute(() -> answer(call, wanted));
                } catch (RejectedExecutionException e) {
                    LOG.debug("Too many pieces of blobs are wanted at once");
                }
            }
        }
    }

    private void answer(Call call, Call.ReadBlob wanted) {
        Messaging open = messaging;
        if (open != null) {
            open.publish(new Address.Machine(call.machine()), new Reply(call.id(), call.machine(), read(wanted)));
        }
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
    public void close() {
        threads.shutdownNow();
    }
}

package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.store.BlobStore;
import net.roboconf.dm.internal.store.FileBlobs;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobServerTest {

    private static final int PIECE = 131_072;

    @TempDir
    Path folder;

    private final List<DmEvent> events = new CopyOnWriteArrayList<>();
    private final Rejections rejections = new Rejections(Clock.SYSTEM, events::add);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private BlobServer server;
    private Sha256 blob;

    /** A broker that confirms when it is told to. */
    private static final class SlowBroker implements Messaging {

        private final List<Message> published = new CopyOnWriteArrayList<>();
        private final Queue<Runnable> unsettled = new ConcurrentLinkedQueue<>();

        private void settleOne() {
            unsettled.remove().run();
        }

        @Override
        public void publish(Address to, Message message) {
            throw new UnsupportedOperationException("Blobs are published with a hold on them");
        }

        @Override
        public void publish(Address to, Message message, Runnable settled) {
            published.add(message);
            unsettled.add(settled);
        }

        @Override
        public void subscribe(Set<Subscription> wanted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void serve(Set<String> applications) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Messaging share(Participant participant, MessagingListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long published() {
            return published.size();
        }

        @Override
        public long publishedBytes() {
            return 1_000L * published.size();
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @BeforeEach
    void start() throws IOException {
        BlobStore store = new FileBlobs(folder);
        blob = store.put(new ByteArrayInputStream(new byte[100 * PIECE]));
        server = new BlobServer(store, rejections);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void ask(String machine, int piece, String sender) {
        receive(
                new Call(
                        machine + piece, new MachineKey(machine), new Call.ReadBlob(blob, (long) piece * PIECE, PIECE)),
                sender);
    }

    private void receive(Message message, String sender) {
        server.received(new MessagingListener.Delivery() {
            @Override
            public Message message() {
                return message;
            }

            @Override
            public String sender() {
                return sender;
            }

            @Override
            public void acknowledge() {
                acknowledged.incrementAndGet();
            }
        });
    }

    @Test
    void only_so_many_pieces_are_on_their_way_to_a_slow_broker() {
        SlowBroker broker = new SlowBroker();
        server.use(broker);

        for (int machine = 0; machine < 20; machine++) {
            for (int piece = 0; piece < 8; piece++) {
                ask("m" + machine, piece, "m" + machine);
            }
        }

        Until.isTrue("as many as there is room for", () -> broker.published.size() == BlobServer.AT_ONCE);
        for (int i = BlobServer.AT_ONCE; i < 160; i++) {
            int before = i;
            assertThat(broker.published).hasSize(before);
            broker.settleOne();
            Until.isTrue("one more", () -> broker.published.size() == before + 1);
        }
        assertThat(acknowledged).hasValue(160);
        assertThat(server.publishedBytes()).isEqualTo(160_000);
    }

    @Test
    void what_an_earlier_connection_has_not_settled_takes_up_no_room() {
        SlowBroker gone = new SlowBroker();
        server.use(gone);
        for (int machine = 0; machine < BlobServer.AT_ONCE; machine++) {
            ask("m" + machine, 0, "m" + machine);
        }
        Until.isTrue("no room", () -> gone.published.size() == BlobServer.AT_ONCE);
        ask("next", 0, "next");
        SlowBroker broker = new SlowBroker();

        server.use(broker);

        Until.isTrue("it is served", () -> broker.published.size() == 1);
        gone.settleOne();
        ask("next", 1, "next");
        Until.isTrue("and goes on", () -> broker.published.size() == 2);
        assertThat(server.publishedBytes()).isEqualTo(1_000L * BlobServer.AT_ONCE + 2_000);
    }

    @Test
    void what_is_no_question_for_a_blob_of_its_own_is_set_aside() {
        SlowBroker broker = new SlowBroker();
        server.use(broker);

        ask("victim", 0, "stranger");
        receive(new Reply("r", new MachineKey("m"), new Reply.Done()), "m");
        ask("m", 0, "m");

        Until.isTrue("the good one", () -> broker.published.size() == 1);
        assertThat(rejections.list())
                .extracting(RejectedMessages.Kept::sender, RejectedMessages.Kept::problem)
                .containsExactly(Tuple.tuple("stranger", Problem.UNEXPECTED), Tuple.tuple("m", Problem.UNEXPECTED));
        assertThat(events).hasSize(2);
    }
}

package net.roboconf.messaging.rabbitmq.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PendingAcksTest {

    private final BrokerSide broker = new BrokerSide();
    private final PendingAcks acks = new PendingAcks(broker);

    /** What a broker knows of a channel; refuses what brokers refuse. */
    private static final class BrokerSide implements PendingAcks.Sender {

        private final TreeSet<Long> open = new TreeSet<>();
        private int sent;

        @Override
        public void acknowledge(long tag, boolean multiple) {
            assertThat(open).as("a delivery that is not open").contains(tag);
            sent++;
            if (multiple) {
                open.headSet(tag, true).clear();
            } else {
                open.remove(tag);
            }
        }

        void deliver(long count) {
            LongStream.rangeClosed(1, count).forEach(open::add);
        }
    }

    @Test
    void a_run_is_acknowledged_at_once() throws IOException {
        broker.deliver(100);
        LongStream.rangeClosed(1, 100).forEach(acks::add);

        acks.flush();
        acks.flush();

        assertThat(broker.open).isEmpty();
        assertThat(broker.sent).isEqualTo(1);
    }

    @Test
    void a_delivery_that_is_still_at_work_is_not_acknowledged_with_those_after_it() throws IOException {
        broker.deliver(4);
        acks.add(1);
        acks.add(3);
        acks.add(4);

        acks.flush();

        assertThat(broker.open).containsExactly(2L);
    }

    /** At each moment the broker has been told of exactly what was acknowledged. */
    @Property(tries = 300)
    void what_is_acknowledged_is_what_was(@ForAll @IntRange(min = 1, max = 60) int count, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        BrokerSide side = new BrokerSide();
        side.deliver(count);
        PendingAcks pending = new PendingAcks(side);
        List<Long> order = LongStream.rangeClosed(1, count).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        TreeSet<Long> left = new TreeSet<>(order);
        for (long tag : order) {
            pending.add(tag);
            left.remove(tag);
            if (random.nextInt(4) == 0) {
                pending.add(tag);
                pending.flush();
                assertThat(side.open).isEqualTo(left);
            }
        }
        pending.flush();

        assertThat(side.open).isEmpty();
    }
}

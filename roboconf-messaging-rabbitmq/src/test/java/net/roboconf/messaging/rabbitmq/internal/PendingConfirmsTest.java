package net.roboconf.messaging.rabbitmq.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingConfirmsTest {

    private final PendingConfirms confirms = new PendingConfirms();

    private static Outgoing message(long number) {
        return new Outgoing(
                null, new Address.Manager(), new Call("" + number, new MachineKey("m"), new Call.Ping()), () -> {});
    }

    @BeforeEach
    void publishFive() {
        LongStream.rangeClosed(1, 5).forEach(number -> confirms.add(number, message(number)));
    }

    @Test
    void one_is_settled_once() {
        assertThat(confirms.settle(2, false)).containsExactly(message(2));
        assertThat(confirms.settle(2, false)).isEmpty();
    }

    @Test
    void several_are_settled_in_order_without_those_that_were() {
        confirms.settle(2, false);

        assertThat(confirms.settle(4, true)).containsExactly(message(1), message(3), message(4));
    }

    @Test
    void what_is_left_is_lost_once() {
        confirms.settle(4, true);

        assertThat(confirms.settleAll()).containsExactly(message(5));
        assertThat(confirms.settleAll()).isEmpty();
        assertThat(confirms.settle(5, true)).isEmpty();
    }
}

package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.Moment;
import org.junit.jupiter.api.Test;

class RejectionsTest {

    private final AtomicLong now = new AtomicLong(5);
    private final List<DmEvent.Rejected> events = new ArrayList<>();
    private final Rejections rejections =
            new Rejections(() -> new Moment(now.get(), now.get()), event -> events.add((DmEvent.Rejected) event));

    private void comes(String sender) {
        rejections.add(new RejectedMessage(sender, "reports", Problem.UNREADABLE, "no JSON", new byte[7]));
    }

    @Test
    void people_are_told_of_the_first_of_each_sender() {
        comes("a");
        comes("b");

        assertThat(events)
                .containsExactly(
                        new DmEvent.Rejected("a", Problem.UNREADABLE, "no JSON", 7, 0),
                        new DmEvent.Rejected("b", Problem.UNREADABLE, "no JSON", 7, 0));
    }

    @Test
    void of_a_flood_people_are_told_once_a_minute_how_much_there_was() {
        for (int i = 0; i < 1_000; i++) {
            comes("a");
        }
        now.addAndGet(Rejections.QUIET);
        comes("a");
        comes("a");

        assertThat(events).extracting(DmEvent.Rejected::untold).containsExactly(0L, 999L);
        assertThat(rejections.count()).isEqualTo(1_002);
        assertThat(rejections.list()).hasSize(RejectedMessages.MOST);
    }
}

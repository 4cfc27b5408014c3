package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.RejectedMessages.Kept;
import org.junit.jupiter.api.Test;

class RejectedMessagesTest {

    private static RejectedMessage message(String sender, int size) {
        return new RejectedMessage(sender, "reports " + sender, Problem.UNREADABLE, "no JSON", new byte[size]);
    }

    @Test
    void what_was_rejected_is_kept_with_its_reason() {
        RejectedMessages messages = new RejectedMessages();

        messages.add(message("a", 3), 1_000);

        assertThat(messages.list())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Kept(1, 1_000, "a", "reports a", Problem.UNREADABLE, "no JSON", 3, new byte[3]));
    }

    @Test
    void the_oldest_go_when_there_are_too_many() {
        RejectedMessages messages = new RejectedMessages(3, 1_000);

        for (int i = 1; i <= 5; i++) {
            messages.add(message("a", 1), i);
        }

        assertThat(messages.list()).extracting(Kept::number).containsExactly(3L, 4L, 5L);
        assertThat(messages.count()).isEqualTo(5);
    }

    @Test
    void the_oldest_go_when_they_are_too_large_together() {
        RejectedMessages messages = new RejectedMessages(10, 1_000);

        messages.add(message("a", 500), 1);
        messages.add(message("b", 400), 2);
        messages.add(message("c", 200), 3);
        messages.add(message("d", 400), 4);

        assertThat(messages.list()).extracting(Kept::sender).containsExactly("b", "c", "d");
    }

    @Test
    void of_a_large_one_only_the_beginning_is_kept() {
        RejectedMessages messages = new RejectedMessages(10, 100);

        messages.add(message("a", 10_000_000), 1);

        assertThat(messages.list()).singleElement().satisfies(one -> {
            assertThat(one.size()).isEqualTo(10_000_000);
            assertThat(one.beginning()).hasSize(RejectedMessages.MOST_BYTES_OF_ONE);
        });
    }
}

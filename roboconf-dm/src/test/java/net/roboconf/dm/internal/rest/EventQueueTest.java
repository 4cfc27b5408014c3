package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.ManagerEvent;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private static ManagerEvent event(long id, String application) {
        return new ManagerEvent(id, 0, ManagerEvent.Kind.NOTICE, application, null, null, Reason.NONE, "", null);
    }

    @Test
    void events_come_out_in_order() throws Exception {
        EventQueue queue = new EventQueue(null, 10);
        LongStream.rangeClosed(1, 5).forEach(id -> queue.happened(event(id, "a")));

        assertThat(queue.take(Duration.ZERO)).extracting(ManagerEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(queue.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void slow_client_gets_what_is_held_without_a_gap_and_is_cut_off() throws Exception {
        EventQueue queue = new EventQueue(null, 3);
        LongStream.rangeClosed(1, 100).forEach(id -> queue.happened(event(id, "a")));

        assertThat(queue.take(Duration.ZERO)).extracting(ManagerEvent::id).containsExactly(1L, 2L, 3L);
        queue.happened(event(101, "a"));
        assertThat(queue.take(Duration.ZERO)).isNull();
    }

    @Test
    void other_applications_are_left_out_and_what_concerns_all_is_not() throws Exception {
        EventQueue queue = new EventQueue("a", 10);
        queue.happened(event(1, "b"));
        queue.happened(event(2, ""));
        queue.happened(event(3, "a"));

        assertThat(queue.take(Duration.ZERO)).extracting(ManagerEvent::id).containsExactly(2L, 3L);
    }

    @Test
    void end_wakes_who_waits() throws Exception {
        EventQueue queue = new EventQueue(null, 10);
        Thread other = new Thread(queue::end, "ends the queue");
        other.start();

        assertThat(queue.take(Duration.ofSeconds(30))).isNull();
        other.join();
    }
}

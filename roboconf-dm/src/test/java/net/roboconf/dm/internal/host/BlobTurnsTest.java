package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;
import org.junit.jupiter.api.Test;

class BlobTurnsTest {

    private static final Sha256 BLOB = Sha256.of(new byte[0]);

    private final BlobTurns turns = new BlobTurns();

    private boolean ask(String machine, int piece, String id) {
        Call.ReadBlob wanted = new Call.ReadBlob(BLOB, piece * 131_072L, 131_072);
        return turns.add(new Call(id, new MachineKey(machine), wanted), wanted);
    }

    private List<String> rest() {
        List<String> ids = new ArrayList<>();
        for (Call next = turns.next(); next != null; next = turns.next()) {
            ids.add(next.id());
        }
        return ids;
    }

    @Test
    void each_agent_has_its_turn() {
        for (int i = 0; i < 3; i++) {
            ask("greedy", i, "g" + i);
        }
        ask("modest", 0, "m0");
        ask("modest", 1, "m1");
        ask("late", 0, "l0");

        assertThat(rest()).containsExactly("g0", "m0", "l0", "g1", "m1", "g2");
        assertThat(turns.next()).isNull();
    }

    @Test
    void a_piece_that_is_asked_for_again_keeps_its_place_and_takes_the_newer_call() {
        ask("a", 0, "first");
        ask("a", 1, "other");
        ask("a", 0, "again");

        assertThat(rest()).containsExactly("again", "other");
    }

    @Test
    void nobody_fills_it_alone() {
        for (int i = 0; i < BlobTurns.MOST_OF_ONE; i++) {
            assertThat(ask("a", i, "a" + i)).isTrue();
        }

        assertThat(ask("a", 99, "too many")).isFalse();
        assertThat(ask("b", 0, "b0")).isTrue();
        assertThat(rest()).hasSize(BlobTurns.MOST_OF_ONE + 1).doesNotContain("too many");
        assertThat(ask("a", 99, "later")).isTrue();
    }
}

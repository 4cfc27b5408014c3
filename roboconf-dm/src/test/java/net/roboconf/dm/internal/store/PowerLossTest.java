package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.roboconf.dm.internal.state.DmState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power fails at any moment while the store is made, written to and closed: after each call that changes a file, what was
 * not flushed by then is lost in part or all together.
 */
class PowerLossTest {

    private static final int COMMITS = 8;

    @TempDir
    Path temporary;

    private final Random random = new Random(1);
    private int calls;
    private int states;

    @Test
    void nothing_that_was_told_is_lost_with_what_was_not_flushed_and_no_commit_is_half_there() throws Exception {
        List<String> damages = new ArrayList<>();
        record().replay(new ForgetfulDisk(false), (disk, told) -> {
            calls++;
            // Until the first commit each look makes the tables, which takes long: some will do.
            if (told > 0 || calls % 8 == 0) {
                look(disk, told, damages);
            }
        });
        assertThat(damages).isEmpty();
        // Each commit alone is several calls.
        assertThat(states).isGreaterThan(5 * COMMITS);
    }

    @Test
    void on_a_disk_that_does_not_flush_when_it_is_told_to_the_loss_is_seen() throws Exception {
        List<String> damages = new ArrayList<>();
        record().replay(new ForgetfulDisk(true), (disk, told) -> {
            if (told == COMMITS) {
                look(disk, told, damages);
            }
        });
        assertThat(damages).anyMatch(damage -> damage.contains("was told"));
    }

    private Recording record() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("store"));
        Path notes = Files.createDirectory(temporary.resolve("notes"));
        return Recording.of(folder, notes, WritingProcess.class, folder.toString(), Integer.toString(COMMITS));
    }

    /** Lets power fail, and notes what is wrong with what is found then. */
    private void look(ForgetfulDisk disk, long told, List<String> damages) throws IOException {
        states++;
        Path found = Files.createDirectory(temporary.resolve("found-" + states));
        disk.losePower(random, temporary.resolve("store").toString(), found);
        String damage = damage(found, told);
        if (damage != null) {
            damages.add("state " + states + ": " + damage);
        }
        delete(found);
    }

    /** What is wrong; null when all is well. */
    private static String damage(Path found, long told) throws IOException {
        try (SqliteStore store = SqliteStore.open(found)) {
            DmState state = store.load();
            if (state.term() < told) {
                return "commit " + told + " was told, and there are " + state.term();
            }
            if (state.events().size() != state.term() * WritingProcess.EVENTS) {
                return state.term() + " commits have left " + state.events().size() + " events";
            }
            BlobStore blobs = new BlobStore(found.resolve("blobs"));
            for (long term = 1; term <= state.term(); term++) {
                if (blobs.size(WritingProcess.hash(term)).orElse(-1L) != WritingProcess.content(term).length) {
                    return "commit " + term + " is there, and what was put before it is not";
                }
            }
            return null;
        } catch (StoreException e) {
            return told == 0 ? e.getMessage() : "commit " + told + " was told, and now " + e.getMessage();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

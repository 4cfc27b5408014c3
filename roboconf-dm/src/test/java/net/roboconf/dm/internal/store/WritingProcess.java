package net.roboconf.dm.internal.store;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.state.Change;

/**
 * Commits, and tells of each commit after it is over. Each adds one to the term and as many events as ever, and is about a
 * blob that was put before, as that of a template is.
 *
 * <p>Arguments: the folder of the store, and how many commits; for ever when that is not said.
 */
final class WritingProcess {

    /** How many events come with each commit. */
    static final int EVENTS = 5;

    private WritingProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (SqliteStore store = SqliteStore.open(folder)) {
            BlobStore blobs = new BlobStore(folder.resolve("blobs"));
            long term = store.load().term();
            long last = arguments.length > 1 ? term + Long.parseLong(arguments[1]) : Long.MAX_VALUE;
            while (term < last) {
                List<Change> changes = new ArrayList<>(SampleChanges.events(term * EVENTS + 1, (term + 1) * EVENTS));
                term++;
                blobs.put(new ByteArrayInputStream(content(term)));
                changes.add(new Change.Term(term));
                store.commit(changes);
                System.out.println(term);
                System.out.flush();
            }
        }
    }

    /** The content of the blob that belongs to a commit. */
    static byte[] content(long term) {
        return ("what commit " + term + " is about\n").repeat(200).getBytes(StandardCharsets.UTF_8);
    }

    /** The name of that blob. */
    static Sha256 hash(long term) {
        MessageDigest digest = Sha256.digest();
        digest.update(content(term));
        return Sha256.of(digest);
    }
}

package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.roboconf.agent.internal.recipe.BlobStore.BlobPart;
import net.roboconf.agent.internal.recipe.SideChannel.Signal;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;

/**
 * One transfer of some blobs from the Deployment Manager.
 *
 * <p>Pieces are asked for in the order in which they are written, and a fixed number of questions is under way at any
 * time, over the borders of blobs: many small files come as fast as a large one. A piece that comes early waits in
 * memory; there are never more than the window.
 *
 * <p>A call is not repeated by the messaging. A question whose answer does not come is asked again, at growing intervals,
 * and all of them when the connection is back. Used once, by one thread, which blocks.
 */
final class BlobTransfer {

    /** Questions under way. */
    static final int WINDOW = 8;

    /** Bytes per piece; the most that {@link Call.ReadBlob} allows. */
    static final int PIECE = 128 * 1024;

    /** A piece is asked for again after 1, 2, 4 and then always 8 times the deadline. */
    private static final int MOST_DOUBLINGS = 3;

    /**
     * A blob that is to come.
     *
     * @param blob its hash
     * @param size in bytes; -1 when it is not known
     * @param limit no more than this many bytes are taken
     */
    record Wanted(Sha256 blob, long size, long limit) {}

    /** A piece that was asked for. */
    private static final class Piece {
        private final Incoming of;
        private final long offset;
        private long deadline;
        private int asked;
        private boolean came;
        private byte[] bytes;

        Piece(Incoming of, long offset) {
            this.of = of;
            this.offset = offset;
        }
    }

    /** A blob that is coming. */
    private static final class Incoming {
        private final Wanted wanted;
        private final BlobPart part;
        private long size;
        private long asked;

        Incoming(Wanted wanted, BlobPart part) {
            this.wanted = wanted;
            this.part = part;
            this.size = wanted.size();
            this.asked = part.length();
        }
    }

    private final SideChannel channel;
    private final BlobStore store;
    private final MachineKey machine;
    private final TransferTimes times;
    private final Iterator<Wanted> wanted;
    private final Deque<Piece> window = new ArrayDeque<>();
    private final Map<String, Piece> calls = new HashMap<>();
    private Incoming last;
    private boolean brought;
    private boolean connected;
    private long progressAt;

    BlobTransfer(SideChannel channel, BlobStore store, MachineKey machine, TransferTimes times, List<Wanted> wanted) {
        this.channel = channel;
        this.store = store;
        this.machine = machine;
        this.times = times;
        this.wanted = wanted.iterator();
    }

    /**
     * Brings blobs into the store: all of them but those that others bring at the same time, or have brought meanwhile.
     *
     * @return whether there was anything to bring; if not, others are at it
     * @throws RecipeUnavailableException when the Deployment Manager refuses, does not answer, or sends something else
     * @throws CorruptBlobException when what came is not what its hash promises; it is gone, a further transfer may help
     * @throws IOException when they cannot be written
     */
    boolean run() throws RecipeUnavailableException, CorruptBlobException, IOException, InterruptedException {
        try {
            fill();
            if (!window.isEmpty()) {
                transfer();
            }
            store.trim();
            return brought;
        } finally {
            closeParts();
        }
    }

    private void transfer() throws RecipeUnavailableException, CorruptBlobException, IOException, InterruptedException {
        progressAt = times.now();
        connected = channel.begin();
        window.forEach(piece -> piece.deadline = 0);
        try {
            askAgain();
            for (; !window.isEmpty(); fill()) {
                Signal signal = channel.next(untilNextDeadline());
                if (signal instanceof Signal.Answered answered) {
                    take(answered.reply());
                } else if (signal instanceof Signal.Connected) {
                    connected = true;
                    window.forEach(piece -> piece.deadline = 0);
                } else if (signal instanceof Signal.Disconnected) {
                    connected = false;
                } else if (signal instanceof Signal.Closed) {
                    throw new RecipeUnavailableException("The agent was ended");
                }
                askAgain();
            }
        } finally {
            channel.end();
        }
    }

    private void fill() throws IOException, CorruptBlobException {
        while (window.size() < WINDOW) {
            if (last == null || last.asked == last.size) {
                if (!wanted.hasNext()) {
                    return;
                }
                begin(wanted.next());
            } else if (last.size < 0 && last.asked > last.part.length()) {
                // Its first piece will tell how long it is.
                return;
            } else {
                Piece piece = new Piece(last, last.asked);
                last.asked += length(piece);
                window.add(piece);
                ask(piece);
            }
        }
    }

    private void begin(Wanted next) throws IOException, CorruptBlobException {
        Optional<BlobPart> part = store.begin(next.blob(), next.size() >= 0);
        if (part.isEmpty()) {
            return;
        }
        brought = true;
        last = new Incoming(next, part.get());
        if (last.size >= 0 && last.part.length() >= last.size) {
            // Empty, or all of it came before a crash.
            finish(last);
            last = null;
        }
    }

    private static int length(Piece piece) {
        return piece.of.size < 0 ? PIECE : (int) Math.min(PIECE, piece.of.size - piece.offset);
    }

    private void ask(Piece piece) {
        String id = UUID.randomUUID().toString();
        piece.deadline = times.now() + (times.deadline() << piece.asked);
        if (connected) {
            piece.asked = Math.min(piece.asked + 1, MOST_DOUBLINGS);
            calls.put(id, piece);
            channel.ask(new Call(id, machine, new Call.ReadBlob(piece.of.wanted.blob(), piece.offset, PIECE)));
        }
    }

    private void askAgain() throws RecipeUnavailableException {
        long now = times.now();
        if (!connected) {
            progressAt = now;
        } else if (now - progressAt > times.limit()) {
            throw new RecipeUnavailableException("The Deployment Manager has not answered for " + times.limit() / 1000
                    + " s while the recipe was fetched from it; see that it runs, then retry");
        }
        for (Piece piece : window) {
            if (!piece.came && piece.deadline <= now) {
                ask(piece);
            }
        }
    }

    private long untilNextDeadline() {
        long now = times.now();
        long next = now + times.deadline();
        for (Piece piece : window) {
            if (!piece.came) {
                next = Math.min(next, piece.deadline);
            }
        }
        return Math.max(0, next - now);
    }

    private void take(Reply reply) throws RecipeUnavailableException, CorruptBlobException, IOException {
        Piece piece = calls.remove(reply.id());
        if (piece == null || piece.came) {
            return;
        }
        if (reply.answer() instanceof Reply.BlobChunk chunk) {
            check(piece, chunk);
            piece.came = true;
            piece.bytes = chunk.bytes();
            progressAt = times.now();
            writeWhatIsThere();
        } else if (reply.answer() instanceof Reply.Refused refused) {
            throw new RecipeUnavailableException(
                    "The Deployment Manager refused a file of the recipe: " + refused.why());
        } else {
            throw new RecipeUnavailableException("The Deployment Manager answered a question for a file with "
                    + reply.answer().getClass().getSimpleName());
        }
    }

    private static void check(Piece piece, Reply.BlobChunk chunk) throws RecipeUnavailableException {
        Incoming of = piece.of;
        if (chunk.total() > of.wanted.limit()) {
            throw new RecipeUnavailableException("The file " + of.wanted.blob() + " of the recipe has " + chunk.total()
                    + " bytes, more than the " + of.wanted.limit() + " that it may have");
        }
        if (of.size < 0) {
            of.size = chunk.total();
            of.asked = Math.min(of.asked, of.size);
        }
        if (!chunk.blob().equals(of.wanted.blob())
                || chunk.total() != of.size
                || chunk.offset() != piece.offset
                || chunk.bytes().length != length(piece)) {
            throw new RecipeUnavailableException(
                    "The Deployment Manager answered with another piece than was asked for:"
                            + " bytes " + chunk.offset() + " to " + (chunk.offset() + chunk.bytes().length) + " of "
                            + chunk.total() + " of " + chunk.blob() + " instead of those from " + piece.offset + " of "
                            + of.size
                            + " of " + of.wanted.blob());
        }
    }

    private void writeWhatIsThere() throws IOException, CorruptBlobException {
        while (!window.isEmpty() && window.peekFirst().came) {
            Piece piece = window.removeFirst();
            Incoming of = piece.of;
            of.part.append(piece.bytes);
            // A late second answer may keep the piece itself.
            piece.bytes = null;
            if (of.part.length() == of.size) {
                finish(of);
            }
        }
    }

    private static void finish(Incoming of) throws IOException, CorruptBlobException {
        if (!of.part.finish()) {
            throw new CorruptBlobException(of.wanted.blob());
        }
    }

    private void closeParts() throws IOException {
        for (Piece piece : window) {
            piece.of.part.close();
        }
        if (last != null) {
            last.part.close();
        }
    }
}

package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Moves a file or a folder, in a way that can be repeated: see {@link StepMemory}. What can be renamed is; what must go to
 * another file system, or onto a folder that exists, is copied and then deleted.
 */
final class FileMove {

    private final Renaming renaming;

    /** Renames, replacing a file. */
    @FunctionalInterface
    interface Renaming {

        /** Throws {@link AtomicMoveNotSupportedException} when the two are in different file systems. */
        void rename(Path from, Path to) throws IOException;
    }

    FileMove() {
        this((from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    FileMove(Renaming renaming) {
        this.renaming = renaming;
    }

    /**
     * Moves.
     *
     * @param to the name that it gets, not that of a folder to put it into; what is missing above it is made
     * @param note of this move in the runs before
     * @param anew whether this run has made the source anew
     * @return false when a run before has done it
     */
    boolean move(Path from, Path to, StepMemory.Note note, boolean anew) throws IOException, InterruptedException {
        Interruption.check();
        boolean there = Files.exists(from, LinkOption.NOFOLLOW_LINKS);
        if (!(there && anew) && wasDone(from, to, note, there)) {
            return false;
        }
        Path place = TreeCopy.place(from, to);
        if (Files.isDirectory(place) || !isRenamed(from, place, note)) {
            new TreeCopy(true).copy(from, place);
            note.copied();
            TreeDeletion.delete(from);
        }
        note.done();
        return true;
    }

    private static boolean wasDone(Path from, Path to, StepMemory.Note note, boolean there)
            throws IOException, InterruptedException {
        if (note.isCopied()) {
            TreeDeletion.delete(from);
            note.done();
            return true;
        }
        if (!there && note.hasBecome(to)) {
            note.done();
            return true;
        }
        // With its source back and its destination gone it was undone, and nothing is lost when it is done again.
        return note.isDone() && (!there || Files.exists(to, LinkOption.NOFOLLOW_LINKS));
    }

    private boolean isRenamed(Path from, Path to, StepMemory.Note note) throws IOException {
        note.begin(from);
        try {
            renaming.rename(from, to);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            return false;
        }
    }
}

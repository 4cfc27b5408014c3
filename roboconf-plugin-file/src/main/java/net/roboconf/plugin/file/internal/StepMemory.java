package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.Sha256;

/**
 * What an instance remembers from run to run, in its work folder: its last download, and which moves of a step were done.
 *
 * <p>Every other action can be done again on what it left behind. A move cannot: its source is gone, and what is in its
 * place may be something that a later instruction put there. So each move is noted before and after:
 *
 * <ul>
 *   <li>{@code begun KEY}: the source, which the file system knows as KEY, is about to be renamed. After a crash the
 *       destination has that key when it was.
 *   <li>{@code copied}: the destination is complete, and the source is about to be deleted.
 *   <li>{@code done}
 * </ul>
 *
 * <p>The notes of a step are for its repetition, after a failure or a crash. When it succeeds they are marked as ended,
 * and the next run of the step throws them away; unless that next run comes because the agent crashed before it could
 * note that the step had succeeded: {@link #abandoned} takes the mark away.
 */
final class StepMemory {

    private static final String BEGUN = "begun ";
    private static final String COPIED = "copied";
    private static final String DONE = "done";
    private static final String ENDED = "ended";

    /** In the work folder, hidden like that of the plug-in for scripts. */
    private final Path folder;

    StepMemory(Path work) {
        this.folder = work.resolve(".roboconf").resolve("file");
    }

    /** Where the instance's last download is. */
    Path download() {
        return folder.resolve("download");
    }

    /** Whether there is something that an undeploy could have to undo. */
    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** To be called before the first instruction of a step. */
    void begin(Step step) throws IOException, InterruptedException {
        // A download may be a secret.
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (Files.exists(notes(step).resolve(ENDED))) {
            TreeDeletion.delete(notes(step));
        }
        Files.createDirectories(notes(step));
    }

    /** To be called after the last instruction of a step. */
    void end(Step step) throws IOException, InterruptedException {
        Files.writeString(notes(step).resolve(ENDED), "");
        if (step == Step.START) {
            // A stop that failed before is over, and is not what the next one repeats.
            for (Step over : List.of(Step.STOP, Step.UPDATE)) {
                TreeDeletion.delete(notes(over));
            }
        }
    }

    /** To be called when a crash of the agent cut a step off, and the step will be repeated. */
    void abandoned(Step step) throws IOException {
        Files.deleteIfExists(notes(step).resolve(ENDED));
    }

    /** The note of one move. */
    Note note(Step step, Instruction instruction, Path from, Path to) {
        String name = instruction.key() + "\n" + from + "\n" + to;
        return new Note(notes(step)
                .resolve(Sha256.of(name.getBytes(StandardCharsets.UTF_8)).value()));
    }

    private Path notes(Step step) {
        return folder.resolve("moves").resolve(step.recipeName());
    }

    /** What is remembered of one move. */
    static final class Note {

        private final Path file;

        private Note(Path file) {
            this.file = file;
        }

        /** The source is about to be renamed. */
        void begin(Path source) throws IOException {
            write(BEGUN + key(source));
        }

        /** The destination is complete, the source is still there. */
        void copied() throws IOException {
            write(COPIED);
        }

        /** The destination is complete, the source is gone. */
        void done() throws IOException {
            write(DONE);
        }

        boolean isDone() throws IOException {
            return read().equals(DONE);
        }

        boolean isCopied() throws IOException {
            return read().equals(COPIED);
        }

        /** Whether the source was renamed to this destination, though nobody came to note it. */
        boolean hasBecome(Path destination) throws IOException {
            return Files.exists(destination, LinkOption.NOFOLLOW_LINKS) && read().equals(BEGUN + key(destination));
        }

        private String read() throws IOException {
            return Files.exists(file) ? Files.readString(file) : "";
        }

        private void write(String text) throws IOException {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }

        /** What stays the same when something is renamed. */
        private static String key(Path path) throws IOException {
            return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey());
        }
    }
}

package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/** Follows the instructions of one step, one after the other; ends with the first that fails. */
final class PhaseRun {

    private final StepContext context;
    private final Step step;
    private final Deadline deadline;
    private final Download download;
    private final FileMove mover;
    private final StepMemory memory;
    private final Places places;
    private final List<Path> writtenAnew = new ArrayList<>();

    PhaseRun(StepContext context, Step step, Deadline deadline, Download download, FileMove mover) {
        this.context = context;
        this.step = step;
        this.deadline = deadline;
        this.download = download;
        this.mover = mover;
        this.memory = new StepMemory(context.work());
        this.places = new Places(context.recipe(), context.work(), memory.download());
    }

    void follow(List<Instruction> instructions) throws IOException, StepFailure, InterruptedException {
        memory.begin(step);
        if (instructions.isEmpty()) {
            context.log()
                    .line("The recipe has no instructions for '" + step.recipeName() + "' in " + InstructionsFile.NAME
                            + ": nothing to do.");
        }
        for (Instruction instruction : instructions) {
            follow(instruction);
        }
        memory.end(step);
    }

    private void follow(Instruction instruction) throws StepFailure, InterruptedException {
        try {
            Interruption.check();
            String done =
                    switch (instruction.action()) {
                        case DOWNLOAD -> download(instruction);
                        case MOVE -> move(instruction);
                        case COPY -> copy(instruction);
                        case DELETE -> delete(instruction);
                    };
            context.log().line(instruction.key() + ": " + done);
        } catch (StepFailure e) {
            throw failure(instruction, e.reason(), e.getMessage(), e);
        } catch (IOException e) {
            Interruption.check(e);
            throw failure(instruction, Reason.STEP_FAILED, described(e) + ".", e);
        }
    }

    private String download(Instruction instruction) throws IOException, StepFailure, InterruptedException {
        long bytes = download.fetch(instruction.source(), memory.download(), deadline);
        writtenAnew.add(memory.download());
        return Download.shown(instruction.source()) + ", " + bytes + " bytes";
    }

    private String move(Instruction instruction) throws IOException, InterruptedException {
        Path from = places.source(instruction.source());
        Path to = places.destination(instruction.destination());
        boolean anew = step == Step.DEPLOY && places.isOfRecipe(from)
                || writtenAnew.stream().anyMatch(place -> Overlap.is(place, from));
        boolean moved = mover.move(from, to, memory.note(step, instruction, from, to), anew);
        if (moved) {
            writtenAnew.add(to);
        }
        return from + " -> " + to + (moved ? "" : " was done by the run before");
    }

    private String copy(Instruction instruction) throws IOException, InterruptedException {
        Path from = places.source(instruction.source());
        Path to = places.destination(instruction.destination());
        new TreeCopy(false).copy(from, TreeCopy.place(from, to));
        writtenAnew.add(to);
        return from + " -> " + to;
    }

    private String delete(Instruction instruction) throws IOException, InterruptedException {
        Path victim = places.victim(instruction.source());
        boolean there = Files.exists(victim, LinkOption.NOFOLLOW_LINKS);
        TreeDeletion.delete(victim);
        return victim + (there ? "" : " does not exist");
    }

    private static String described(IOException e) {
        // The message of these is often a name and nothing else.
        return e instanceof FileSystemException || e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static StepFailure failure(Instruction instruction, Reason reason, String what, Exception cause) {
        return new StepFailure(
                reason,
                null,
                InstructionsFile.NAME + ", line " + instruction.line() + ", " + instruction.key() + ": " + what,
                cause);
    }
}

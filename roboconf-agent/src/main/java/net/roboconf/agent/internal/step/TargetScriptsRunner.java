package net.roboconf.agent.internal.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.target.scripts.TargetFiles;
import net.roboconf.core.target.scripts.TargetScripts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scripts of the machine's target: {@code target/files} in the agent's data folder holds their files. What they
 * print is in the log of the machine's own instance. Methods return at once and are thread-safe; results come as events,
 * from any thread.
 */
public final class TargetScriptsRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetScriptsRunner.class);

    private final Supply supply;
    private final Path folder;
    private final InstanceFolders folders;
    private final TargetScripts scripts;
    private final Executor work;
    private final LongSupplier wallClock;
    private final boolean simulates;

    // Guarded by this.
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private Thread running;
    private boolean closed;

    /** Brings files. */
    public interface Supply {

        /**
         * Brings files into a folder, in place of what is there. Returns at once.
         *
         * @param there told of their paths, sorted, when all are there
         * @param unavailable told why they cannot be had
         */
        void bring(RecipeRef files, Path folder, Consumer<List<String>> there, Consumer<String> unavailable);
    }

    /**
     * Nothing runs yet.
     *
     * @param folder for files, and what is to be remembered
     * @param folders have the log
     * @param work tasks may block
     * @param wallClock milliseconds since 1970
     * @param simulates whether nothing is to be run at all
     */
    public TargetScriptsRunner(
            Supply supply,
            Path folder,
            InstanceFolders folders,
            TargetScripts scripts,
            Executor work,
            LongSupplier wallClock,
            boolean simulates) {
        this.supply = supply;
        this.folder = folder;
        this.folders = folders;
        this.scripts = scripts;
        this.work = work;
        this.wallClock = wallClock;
        this.simulates = simulates;
    }

    /** Runs them; ends with {@link AgentEvent.ScriptsEnded}. A run of an earlier engine is cut off first. */
    public void run(AgentEffect.RunScripts wanted, Consumer<AgentEvent> events) {
        if (simulates) {
            events.accept(new AgentEvent.ScriptsEnded(wanted.id(), Reason.NONE, ""));
            return;
        }
        supply.bring(
                wanted.files(),
                folder.resolve("files"),
                paths -> begin(() -> run(wanted, paths, events)),
                why -> events.accept(new AgentEvent.ScriptsEnded(wanted.id(), Reason.RECIPE_UNAVAILABLE, why)));
    }

    private synchronized void begin(Runnable task) {
        cutOff();
        last = last.thenRunAsync(() -> onThisThread(task), work);
    }

    private void onThisThread(Runnable task) {
        synchronized (this) {
            if (closed) {
                return;
            }
            running = Thread.currentThread();
        }
        try {
            task.run();
        } finally {
            synchronized (this) {
                running = null;
                // It was meant for what has ended here.
                Thread.interrupted();
            }
        }
    }

    private void run(AgentEffect.RunScripts wanted, List<String> paths, Consumer<AgentEvent> events) {
        InstancePath machine = wanted.machine();
        try (StepLogFile log = new StepLogFile(folders.log(machine), wallClock)) {
            log.write("── scripts of the target ──");
            scripts.run(
                    folder.resolve("files"),
                    paths,
                    TargetFiles::isRunByAgent,
                    Map.of(),
                    new Mark("ROBOCONF_STEP_ID", "target-scripts-" + folder.toAbsolutePath()),
                    folder.resolve("memory"),
                    log::write);
            LOG.info("The scripts of the target of {} have run", machine);
            events.accept(new AgentEvent.ScriptsEnded(wanted.id(), Reason.NONE, ""));
        } catch (StepFailure e) {
            failed(wanted, e.reason(), e.getMessage(), events);
        } catch (IOException e) {
            failed(wanted, Reason.STEP_FAILED, "it could not be run: " + e.getMessage(), events);
        } catch (InterruptedException e) {
            LOG.info("The scripts of the target of {} were cut off; they run again", machine);
        }
    }

    private static void failed(AgentEffect.RunScripts wanted, Reason reason, String why, Consumer<AgentEvent> events) {
        LOG.warn("A script of the target of {} failed: {}", wanted.machine(), why);
        events.accept(new AgentEvent.ScriptsEnded(wanted.id(), reason, why));
    }

    private synchronized void cutOff() {
        if (running != null) {
            running.interrupt();
        }
    }

    /** Ends the script that runs. Nothing is reported any more. */
    @Override
    public synchronized void close() {
        closed = true;
        cutOff();
    }
}

package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.probe.ProbeFolder;
import net.roboconf.agent.internal.step.InstanceFolders;
import net.roboconf.agent.internal.step.NoAnswerException;
import net.roboconf.agent.internal.step.PluginQuestions;
import net.roboconf.agent.internal.step.PluginSource;
import net.roboconf.agent.internal.step.PluginUse;
import net.roboconf.agent.internal.step.PluginWaits;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.Recipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings recipes into the folders of one agent's instances. What is in the agent's store is copied at once; what is not is
 * fetched first, one transfer at a time, so that instances of one component share it. Agents that share a store leave to
 * each other what one of them is fetching. Thread-safe; results come as
 * events, from any thread.
 */
public final class RecipeSupply implements AutoCloseable {

    /** How often a recipe is fetched whose files did not come as they should. */
    private static final int TRIES = 3;

    /** How soon is looked again whether other agents have brought what they are bringing, in milliseconds. */
    private static final long OTHERS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(RecipeSupply.class);

    private final RecipeFiles files;
    private final RecipeWriter writer;
    private final InstanceFolders folders;
    private final PluginSource plugins;
    private final PluginQuestions questions;
    private final PluginWaits waits;
    private final SideChannel channel;
    private final Executor work;
    private final Executor transfers;
    private final ScheduledExecutorService timer;
    private final boolean probing;
    private final Runnable measures;

    /**
     * With what earlier runs of the agent fetched.
     *
     * @param machine the agent's machine
     * @param store what it has fetched
     * @param folders of its instances
     * @param plugins are asked what a recipe has
     * @param questions asks them
     * @param waits of this agent
     * @param opener opens the side channel
     * @param codec reads manifests
     * @param times of transfers
     * @param threads where the work is done
     * @param probing whether probes and measures that come with recipes are of any use: not when there is no software
     * @param measures told when a recipe with measures came; must return at once
     */
    public RecipeSupply(
            MachineKey machine,
            BlobStore store,
            InstanceFolders folders,
            PluginSource plugins,
            PluginQuestions questions,
            PluginWaits waits,
            Function<MessagingListener, Messaging> opener,
            MessageCodec codec,
            TransferTimes times,
            Threads threads,
            boolean probing,
            Runnable measures) {
        this.writer = new RecipeWriter(store);
        this.folders = folders;
        this.plugins = plugins;
        this.questions = questions;
        this.waits = waits;
        this.channel = new SideChannel(opener, threads.timer(), threads.work(), times.idle());
        this.files = new RecipeFiles(machine, store, channel, codec, times);
        this.work = threads.work();
        this.transfers = threads.transfers();
        this.timer = threads.timer();
        this.probing = probing;
        this.measures = measures;
    }

    /**
     * Where the work is done.
     *
     * @param work tasks may block
     * @param transfers runs one task of this agent at a time; tasks block for as long as a transfer takes
     * @param timer tasks only hand something over
     */
    public record Threads(Executor work, Executor transfers, ScheduledExecutorService timer) {}

    /**
     * Brings a recipe into an instance's folder; ends with {@link AgentEvent.RecipeReady}, which waits for a missing
     * plug-in, or {@link AgentEvent.RecipeUnavailable}. Returns at once.
     */
    public void fetch(AgentEffect.FetchRecipe wanted, Consumer<AgentEvent> events) {
        Attempt attempt = new RecipeAttempt(wanted, events);
        work.execute(attempt::go);
    }

    /**
     * Brings files that no plug-in is asked about into a folder, in place of what is there. Returns at once.
     *
     * @param there told of their paths, sorted, when all are there
     * @param unavailable told why they cannot be had
     */
    public void bring(RecipeRef wanted, Path folder, Consumer<List<String>> there, Consumer<String> unavailable) {
        Attempt attempt = new FolderAttempt(wanted, folder, there, unavailable);
        work.execute(attempt::go);
    }

    /** Ends the transfer that runs, and lets go of the side channel. */
    @Override
    public void close() {
        channel.close();
    }

    /** Files on their way to one folder. */
    private abstract class Attempt {

        /** What they are for, for people. */
        private final String what;

        /** Null for none. */
        private final RecipeRef wanted;

        private int spoiled;

        Attempt(String what, RecipeRef wanted) {
            this.what = what;
            this.wanted = wanted;
        }

        /** Does what is next when this machine knows what the files are. */
        abstract void listed(RecipeManifest all)
                throws IOException, CorruptBlobException, RecipeUnavailableException, InterruptedException;

        /** Ends. */
        abstract void unavailable(String why);

        /** Goes on with what is on this machine: writes the files, or has fetched what is missing. */
        final void go() {
            attempt(() -> {
                Optional<RecipeManifest> all =
                        wanted == null ? Optional.of(new RecipeManifest(List.of())) : files.list(wanted);
                if (all.isEmpty()) {
                    fetch(() -> files.transfer(wanted));
                } else {
                    listed(all.get());
                }
            });
        }

        final void fetch(Transfer transfer) {
            transfers.execute(() -> attempt(() -> {
                if (transfer.run()) {
                    work.execute(this::go);
                } else {
                    // No thread waits for what another agent brings.
                    timer.schedule(() -> work.execute(this::go), OTHERS, TimeUnit.MILLISECONDS);
                }
            }));
        }

        final void attempt(Action action) {
            try {
                action.run();
            } catch (CorruptBlobException e) {
                spoiled++;
                if (spoiled < TRIES) {
                    LOG.warn("{}; it is fetched again", e.getMessage());
                    work.execute(this::go);
                } else {
                    unavailable(e.getMessage() + ", " + TRIES + " times over; upload the template again");
                }
            } catch (RecipeUnavailableException e) {
                unavailable(e.getMessage());
            } catch (IOException e) {
                unavailable("The files of " + what + " cannot be written: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                unavailable("The agent was ended");
            }
        }
    }

    /** The files of a target, which nobody but the agent itself reads. */
    private final class FolderAttempt extends Attempt {

        private final Path folder;
        private final Consumer<List<String>> there;
        private final Consumer<String> unavailable;

        FolderAttempt(RecipeRef wanted, Path folder, Consumer<List<String>> there, Consumer<String> unavailable) {
            super("the machine's target", wanted);
            this.folder = folder;
            this.there = there;
            this.unavailable = unavailable;
        }

        @Override
        void listed(RecipeManifest all) throws IOException, CorruptBlobException {
            if (files.areThere(all)) {
                writer.write(all, folder);
                there.accept(all.paths().stream().sorted().toList());
            } else {
                fetch(() -> files.transfer(all));
            }
        }

        @Override
        void unavailable(String why) {
            unavailable.accept(why);
        }
    }

    /** One recipe on its way to one instance. */
    private final class RecipeAttempt extends Attempt {

        private final AgentEffect.FetchRecipe wanted;
        private final Consumer<AgentEvent> events;
        private final AtomicBoolean over = new AtomicBoolean();

        RecipeAttempt(AgentEffect.FetchRecipe wanted, Consumer<AgentEvent> events) {
            super("the recipe of " + wanted.path(), wanted.recipe());
            this.wanted = wanted;
            this.events = events;
        }

        @Override
        void listed(RecipeManifest all) {
            waits.whenServed(wanted.installer(), () -> work.execute(() -> attempt(() -> write(all))));
        }

        private void write(RecipeManifest all)
                throws IOException, CorruptBlobException, RecipeUnavailableException, InterruptedException {
            Optional<PluginUse> found = plugins.acquire(wanted.installer(), () -> {});
            if (found.isEmpty()) {
                go();
                return;
            }
            try (PluginUse use = found.get()) {
                RecipeManifest ofPlugin = all.withoutProbes();
                RecipeManifest read = questions.ask(use, plugin -> ofPlugin.only(plugin::reads), this::unavailable);
                RecipeManifest ofProbes = probing ? all.probes() : new RecipeManifest(List.of());
                RecipeManifest both = read.with(ofProbes);
                if (!files.areThere(both)) {
                    fetch(() -> files.transfer(both));
                    return;
                }
                Path folder = folders.recipe(wanted.path());
                writer.write(read, folder);
                Set<Step> optional = questions.ask(
                        use,
                        plugin -> copy(plugin.optionalSteps(new Recipe(folder, ofPlugin.paths()))),
                        this::unavailable);
                writer.write(ofProbes, folders.probes(wanted.path()));
                end(new AgentEvent.RecipeReady(wanted.path(), withProbes(optional)));
            } catch (NoAnswerException e) {
                LOG.warn("The recipe of {} cannot be read: {}", wanted.path(), e.getMessage(), e);
                unavailable(e.getMessage());
            }
        }

        /** Probes make a check of an instance that its plug-in has none for. */
        private Set<Step> withProbes(Set<Step> ofPlugin) throws IOException {
            ProbeFolder probes = new ProbeFolder(folders.probes(wanted.path()));
            if (probes.hasMeasures()) {
                measures.run();
            }
            if (!probes.hasProbes()) {
                return ofPlugin;
            }
            Set<Step> all = EnumSet.of(Step.CHECK);
            all.addAll(ofPlugin);
            if (ofPlugin.contains(Step.CHECK)) {
                probes.noteOwnCheck();
            }
            return all;
        }

        @Override
        void unavailable(String why) {
            end(new AgentEvent.RecipeUnavailable(wanted.path(), why));
        }

        /** A plug-in that was given up may answer all the same: nobody is told twice. */
        private void end(AgentEvent event) {
            if (over.compareAndSet(false, true)) {
                events.accept(event);
            }
        }
    }

    private static Set<Step> copy(Set<Step> steps) {
        return steps == null ? null : Set.copyOf(steps);
    }

    /** Brings what is missing; false when somebody else does. */
    private interface Transfer {

        boolean run() throws IOException, CorruptBlobException, RecipeUnavailableException, InterruptedException;
    }

    /** A part of an attempt. */
    private interface Action {

        void run() throws IOException, CorruptBlobException, RecipeUnavailableException, InterruptedException;
    }
}

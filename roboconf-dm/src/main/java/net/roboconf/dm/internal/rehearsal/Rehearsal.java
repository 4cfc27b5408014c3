package net.roboconf.dm.internal.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.host.DeploymentManager;
import net.roboconf.dm.internal.host.MessagingChoice;
import net.roboconf.dm.internal.upload.TemplateUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys a small application once, soon after the start, with a Deployment Manager, a broker and machines that exist in
 * memory only. Half of the time of the very first deployment in a process goes into loading its classes, running them
 * slowly and compiling them; after a rehearsal nobody waits for that.
 *
 * <p>It is given up at once when the real Deployment Manager has something to do, and it never touches what that one
 * knows: it has a store, an inbox and threads of its own, which end with it.
 */
public final class Rehearsal {

    /** REST and shell come up first: they are what people wait for. */
    private static final Duration AFTER_CONNECTING = Duration.ofMillis(1_500);

    /** On a machine so slow that it takes longer, it would be in the way. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long LOOK_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final Manager real;
    private final Supplier<EmbeddedAgents> agents;
    private final Path folder;

    /**
     * Prepares one.
     *
     * @param real the Deployment Manager that people use
     * @param agents runs agents in this process; gives null while nobody does
     * @param folder made for the rehearsal, and deleted after it
     */
    public Rehearsal(Manager real, Supplier<EmbeddedAgents> agents, Path folder) {
        this.real = real;
        this.agents = agents;
        this.folder = folder;
    }

    /** Starts a thread that waits for the right moment and rehearses. An interrupt ends it soon. */
    public Thread start() {
        Thread thread = new Thread(this::holdInTime, "roboconf-dm-rehearsal");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void holdInTime() {
        try {
            // A crash may have left something.
            TemplateUpload.delete(folder);
            while (!real.status().connected() || agents.get() == null) {
                Thread.sleep(LOOK_MILLIS);
            }
            Thread.sleep(AFTER_CONNECTING.toMillis());
            if (nobodyWaits()) {
                hold();
            }
        } catch (InterruptedException e) {
            LOG.debug("There was no time to rehearse");
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn(
                    "The rehearsal failed, which harms nothing: the first deployment takes a little longer. {}",
                    e.toString());
            LOG.debug("It failed here", e);
        }
    }

    /** Whether nothing of any application is deployed, or about to be. */
    private boolean nobodyWaits() {
        return real.applications().stream()
                .map(ApplicationView::states)
                .allMatch(states -> Set.of(InstanceState.NOT_DEPLOYED).containsAll(states.keySet()));
    }

    /**
     * Rehearses now.
     *
     * @return whether it was held to its end
     */
    boolean hold() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        LOG.info("A small application is deployed in memory, so that the first real one is fast");
        long began = System.nanoTime();
        RehearsalBroker broker = new RehearsalBroker();
        try (RehearsalTarget target = new RehearsalTarget(agents.get(), folder.resolve("machines"));
                DeploymentManager rehearsing = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT)) {
            rehearsing.add(target);
            rehearsing.useMessaging(MessagingChoice.Decision.use(broker, Map.of(), broker), target::use);
            boolean held = rehearse(rehearsing.manager(), began + LONGEST.toNanos());
            LOG.info(
                    held ? "It is undeployed again, after {} ms" : "It was given up after {} ms",
                    (System.nanoTime() - began) / 1_000_000);
            return held;
        } finally {
            broker.end();
            TemplateUpload.delete(folder);
            // Otherwise the first real deployment would pay for it, and this is the moment when nobody waits.
            System.gc();
        }
    }

    private boolean rehearse(Manager manager, long end)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        String name = RehearsalTemplate.NAME;
        if (!until(
                end,
                () -> manager.status().ready()
                        && manager.status().connected()
                        && !manager.status().targets().isEmpty())) {
            return false;
        }
        done(manager.uploadTemplate(RehearsalTemplate.archive()));
        done(manager.createApplication(name, name, RehearsalTemplate.VERSION, ""));
        done(manager.deployAndStartAll(name, null));
        if (!until(end, () -> allAre(manager, InstanceState.DEPLOYED_STARTED))) {
            return false;
        }
        done(manager.undeployAll(name, null));
        return until(end, () -> allAre(manager, InstanceState.NOT_DEPLOYED));
    }

    private static boolean allAre(Manager manager, InstanceState state) {
        return manager.application(RehearsalTemplate.NAME)
                .map(ApplicationView::states)
                .filter(Map.of(state, RehearsalTemplate.INSTANCES)::equals)
                .isPresent();
    }

    /** Waits for a condition; false when it is to be waited no longer. */
    private boolean until(long end, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !nobodyWaits()) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }

    private static void done(CompletionStage<?> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        stage.toCompletableFuture().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
}

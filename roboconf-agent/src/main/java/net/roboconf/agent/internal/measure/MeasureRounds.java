package net.roboconf.agent.internal.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.roboconf.agent.internal.probe.ProbeFolder;
import net.roboconf.agent.internal.probe.ProbeHandler;
import net.roboconf.agent.internal.probe.ProbeRegistry;
import net.roboconf.agent.internal.step.InstanceFolders;
import net.roboconf.core.dsl.probes.BuiltInMeasure;
import net.roboconf.core.dsl.probes.Measure;
import net.roboconf.core.dsl.probes.ParsedMeasures;
import net.roboconf.core.dsl.probes.ProbeSyntaxException;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, again and again, for what the measures of one agent's started instances are about. Nothing is done before a recipe
 * with measures is on the machine. An instance whose last round has not ended is left out of the next one. Thread-safe;
 * methods return at once.
 */
public final class MeasureRounds implements AutoCloseable {

    /** How long whoever is asked may take. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MeasureRounds.class);

    /** Who knows which instances are started. */
    @FunctionalInterface
    public interface Started {

        /** Has the answer given to somebody, on any thread; not at all when nobody knows now. */
        void tell(Consumer<List<InstancePath>> listener);
    }

    private final String application;
    private final InstanceFolders folders;
    private final ProbeRegistry handlers;
    private final Started started;
    private final Signals signals;
    private final Executor work;
    private final ScheduledExecutorService timer;
    private final Duration interval;
    private final Set<InstancePath> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final RaisedEvents raised = new RaisedEvents();

    // Guarded by this.
    private ScheduledFuture<?> rounds;
    private boolean closed;

    /**
     * Without any round yet.
     *
     * @param application the agent's application
     * @param folders of the agent
     * @param handlers serve measures that are probes, too: one that fails is an event
     * @param started knows which instances are started
     * @param signals takes the events
     * @param work tasks may block
     * @param timer tasks only hand something over
     * @param interval between two rounds
     */
    public MeasureRounds(
            String application,
            InstanceFolders folders,
            ProbeRegistry handlers,
            Started started,
            Signals signals,
            Executor work,
            ScheduledExecutorService timer,
            Duration interval) {
        this.application = application;
        this.folders = folders;
        this.handlers = handlers;
        this.started = started;
        this.signals = signals;
        this.work = work;
        this.timer = timer;
        this.interval = interval;
    }

    /** Begins when an earlier life of the agent has left measures behind. */
    public void resume() {
        work.execute(() -> {
            try {
                for (Path folder : folders.allProbes()) {
                    if (new ProbeFolder(folder).hasMeasures()) {
                        begin();
                        return;
                    }
                }
            } catch (IOException e) {
                LOG.warn("It could not be seen whether there are measures: {}", e.toString());
            }
        });
    }

    /** There are measures. */
    public synchronized void begin() {
        if (rounds == null && !closed) {
            rounds = timer.scheduleWithFixedDelay(
                    this::round, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void round() {
        started.tell(paths -> {
            raised.retain(paths);
            paths.forEach(this::lookSoon);
        });
    }

    private void lookSoon(InstancePath path) {
        if (Files.isDirectory(folders.probes(path)) && underWay.add(path)) {
            try {
                work.execute(() -> look(path));
            } catch (RejectedExecutionException e) {
                LOG.debug("The threads have ended before the measures", e);
            }
        }
    }

    private void look(InstancePath path) {
        try {
            Optional<ParsedMeasures> parsed = new ProbeFolder(folders.probes(path)).measures();
            if (parsed.isPresent()) {
                for (Measure measure : parsed.get().measures()) {
                    look(path, measure);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            tell(path + ": its measures cannot be read: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(path);
        }
    }

    private void look(InstancePath path, Measure measure) throws InterruptedException {
        try {
            Optional<String> seen = event(path, measure);
            if (raised.isNews(path, measure, seen) || seen.isPresent() && endsWhenSeen(measure)) {
                signals.signal(path, measure.event(), seen.get());
            }
        } catch (IOException | RuntimeException | Error | ProbeSyntaxException e) {
            // Whatever a handler does instead of answering says nothing of what it should see.
            tell(path + ": the measure at " + measure.location() + " cannot be made: " + e.getMessage());
            LOG.debug("The measure at {} of {} cannot be made", measure.location(), path, e);
        }
    }

    /** Whether the next event is another one, though it looks the same. */
    private static boolean endsWhenSeen(Measure measure) throws ProbeSyntaxException {
        return BuiltInMeasure.HANDLERS.contains(measure.handler())
                && BuiltInMeasure.read(measure) instanceof BuiltInMeasure.FileExists file
                && file.delete();
    }

    private Optional<String> event(InstancePath path, Measure measure)
            throws IOException, ProbeSyntaxException, InterruptedException {
        if (BuiltInMeasure.HANDLERS.contains(measure.handler())) {
            return new MeasureLook(folders.work(path), LIMIT, timer).look(BuiltInMeasure.read(measure));
        }
        Optional<ProbeHandler> handler = handlers.find(measure.handler());
        if (handler.isEmpty()) {
            tell(path + ": no extension with the handler '" + measure.handler()
                    + "' is installed on this agent, so that the event '" + measure.event() + "' is never raised");
            return Optional.empty();
        }
        try {
            handler.get().lookWithin(LIMIT, String.join("\n", measure.lines()), context(path, measure), timer);
            return Optional.empty();
        } catch (ProbeFailure e) {
            return Optional.of("expected " + e.expected() + ", but saw " + e.seen());
        }
    }

    private StepContext context(InstancePath path, Measure measure) {
        String file = measure.location().file();
        String component = file.substring(file.lastIndexOf('/') + 1, file.length() - ParsedMeasures.EXTENSION.length());
        return new StepContext(
                application,
                path,
                component,
                "",
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                folders.recipe(path),
                folders.work(path),
                "measure",
                LIMIT,
                line -> LOG.debug("{}: {}", path, line));
    }

    /** What goes wrong goes wrong in every round: once is enough. */
    private void tell(String wrong) {
        if (told.size() < 1_000 && told.add(wrong)) {
            LOG.warn("{}", wrong);
        }
    }

    /** No further round begins. */
    @Override
    public synchronized void close() {
        closed = true;
        if (rounds != null) {
            rounds.cancel(false);
        }
    }
}

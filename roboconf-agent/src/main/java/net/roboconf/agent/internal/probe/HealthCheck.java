package net.roboconf.agent.internal.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.probes.ParsedProbes;
import net.roboconf.core.dsl.probes.Placeholders;
import net.roboconf.core.dsl.probes.ProbeLine;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.probe.ProbeFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What probes add to the checks of one agent's instances. A probe that sees what it should not see fails the check; one
 * that cannot be asked (its handler is missing or broken, a value has no value) says nothing about the software, and is
 * only told. Thread-safe.
 */
public final class HealthCheck {

    /** So much time of a step is kept to say which probe failed, in milliseconds. */
    private static final long SPARE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

    private final ProbeRegistry handlers;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final Map<InstancePath, Long> started = new ConcurrentHashMap<>();

    /**
     * Nothing was started yet.
     *
     * @param handlers who looks
     * @param timer for time limits; tasks are short
     * @param clock monotonic, in milliseconds
     */
    public HealthCheck(ProbeRegistry handlers, ScheduledExecutorService timer, LongSupplier clock) {
        this.handlers = handlers;
        this.timer = timer;
        this.clock = clock;
    }

    /** An instance was started. */
    public void started(InstancePath path) {
        started.put(path, clock.getAsLong());
    }

    /** An instance is there no more. */
    public void gone(InstancePath path) {
        started.remove(path);
    }

    /** The time by the clock. */
    public long now() {
        return clock.getAsLong();
    }

    /** Whether the check of an instance begins with that of its plug-in: always when there are no probes. */
    public boolean beginsWithPlugin(ProbeFolder folder) throws IOException {
        return !folder.hasProbes() || folder.hasOwnCheck();
    }

    /**
     * Asks all probes of an instance, one after the other.
     *
     * @param context of the check
     * @param began when the check began, by the clock
     * @param inside told whose code is run
     * @return what could not be asked, for people; empty when everything was
     * @throws StepFailure with {@code CHECK_FAILED} at the first probe that fails
     */
    public String look(ProbeFolder folder, StepContext context, long began, Consumer<ServiceOrigin> inside)
            throws IOException, StepFailure, InterruptedException {
        Optional<ParsedProbes> parsed = folder.probes();
        if (parsed.isEmpty()) {
            return "";
        }
        List<String> unasked = new ArrayList<>();
        for (Diagnostic wrong : parsed.get().diagnostics()) {
            if (wrong.isSevere()) {
                unasked.add(wrong.toString());
            }
        }
        long running = clock.getAsLong() - started.getOrDefault(context.path(), Long.MIN_VALUE / 2);
        for (ProbeLine line : parsed.get().probes()) {
            if (running >= line.after().toMillis()) {
                ask(line, context, began, inside).ifPresent(unasked::add);
            }
        }
        return String.join("; ", unasked);
    }

    private Optional<String> ask(ProbeLine line, StepContext context, long began, Consumer<ServiceOrigin> inside)
            throws StepFailure, InterruptedException {
        ProbeValues values = new ProbeValues(context);
        for (Placeholders.Place place : Placeholders.in(line.text())) {
            if (values.of(place.name()).isEmpty()) {
                return values.isOfNobody(place.name())
                        ? Optional.empty()
                        : Optional.of(
                                named(line, line.toString()) + " cannot be asked: " + place.name() + " has no value");
            }
        }
        Optional<ProbeHandler> found = handlers.find(line.handler());
        if (found.isEmpty()) {
            return Optional.of(named(line, line.toString()) + " cannot be asked: no extension with the handler '"
                    + line.handler() + "' is installed on this agent");
        }
        String text = Placeholders.fill(line.text(), name -> values.of(name).orElseThrow());
        String shown = named(
                line,
                line.shown(Placeholders.fill(
                        line.text(),
                        name -> name.startsWith(ProbeValues.DATA)
                                ? null
                                : values.of(name).orElseThrow())));
        long left = context.timeLimit().toMillis() - SPARE - (clock.getAsLong() - began);
        Duration limit =
                Duration.ofMillis(Math.max(1, Math.min(left, line.within().toMillis())));
        inside.accept(found.get().origin());
        try {
            found.get().lookWithin(limit, text, context, timer);
            return Optional.empty();
        } catch (ProbeFailure e) {
            String why = shown + " expected " + e.expected() + ", but saw " + e.seen();
            throw new StepFailure(Reason.CHECK_FAILED, null, why, e);
        } catch (RuntimeException | Error e) {
            LOG.debug("{} cannot be asked", shown, e);
            return Optional.of(
                    shown + " cannot be asked: its handler, of " + found.get().origin() + ", failed: " + e);
        }
    }

    private static String named(ProbeLine line, String shown) {
        return "the probe '" + shown + "' (" + line.location().file() + ", line "
                + line.location().line() + ")";
    }
}

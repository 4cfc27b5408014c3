package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.roboconf.agent.internal.settings.KeptSettings.Kept;
import net.roboconf.agent.internal.settings.SettingsReport.Attempt;
import net.roboconf.core.agent.AgentSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the sources of the settings until one of them has some, and goes on asking: the machine may be taken back, given
 * to another application, or be a copy.
 *
 * <p>What a source says wins when it is something else than it said the last time, as a person or a target means it
 * that changes it. As long as it says the same, what the Deployment Manager has told since (a relocation) holds. So the
 * agent keeps both, with the hash of what was said. No answer changes nothing: what runs goes on, and an agent that
 * starts while its source is silent goes on with what it kept, unless the disk was copied into another machine. Only a
 * file that is deleted releases the machine, when it is missing twice.
 *
 * <p>While settings are in use, the sources after theirs are not asked: one that comes before theirs may take over.
 * Files are looked at every two seconds, services ever more rarely.
 *
 * <p>Methods are called by one thread at a time, which may wait for the disk, but for {@link #report}. Sources are
 * asked on other threads.
 */
public final class SettingsSearch {

    /** A file is looked at so often, in milliseconds. */
    private static final long NEAR_MILLIS = 2_000;

    /** A service that has given settings is asked so often whether it gives others, in milliseconds. */
    private static final long FAR_MILLIS = 300_000;

    /** A floating address is given to a machine that runs, so it is known some time after the settings. */
    private static final Duration ADDRESS_PATIENCE = Duration.ofMinutes(2);

    /** So many different reasons to wait are logged; the shell always has the newest. */
    private static final int MOST_SAID = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SettingsSearch.class);

    /** The agent. */
    public interface Listener {

        /** With what it runs by now, relocations included; null when it does not run. */
        AgentSettings running();

        /**
         * It is to run with these settings; what ran before is to end.
         *
         * @param address by which others reach the machine; null when the agent is to find it out
         * @param store takes what the Deployment Manager tells
         * @throws IOException when it cannot be begun now; what ran before has ended
         */
        void begin(AgentSettings settings, String address, SettingsStore store) throws IOException;

        /** It is to end. */
        void end();
    }

    private record Used(String source, String where, String hash, String address, boolean kept) {}

    private final Executor blocking;
    private final Executor serial;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Firmware firmware;
    private final Listener listener;
    private final Backoff backoff;
    private final Set<String> said = new HashSet<>();
    private final Map<String, String> outcomes = new HashMap<>();
    private List<MetadataSource> sources = List.of();
    private AddressWish wish = AddressWish.NONE;
    private Path folder;
    private KeptSettings keeper;
    private Used used;
    private boolean goneOnce;
    private Long missesAddressSince;
    private long rounds;
    private String trouble = "";
    private long allDue;
    private Future<?> next;
    private volatile long turn;
    private volatile SettingsReport report = new SettingsReport("", "", false, "", 0, List.of());

    /**
     * Asks nobody yet.
     *
     * @param blocking where sources are asked; tasks block for seconds
     * @param serial the one thread
     * @param timer rings when they are to be asked again
     * @param random spreads that
     */
    public SettingsSearch(
            Executor blocking,
            Executor serial,
            ScheduledExecutorService timer,
            RandomGenerator random,
            Listener listener) {
        this(blocking, serial, timer, random, System::nanoTime, new Firmware(), listener);
    }

    SettingsSearch(
            Executor blocking,
            Executor serial,
            ScheduledExecutorService timer,
            RandomGenerator random,
            LongSupplier nanos,
            Firmware firmware,
            Listener listener) {
        this.blocking = blocking;
        this.serial = serial;
        this.timer = timer;
        this.nanos = nanos;
        this.firmware = firmware;
        this.listener = listener;
        backoff = new Backoff(random);
    }

    /**
     * Asks these sources from now on, at once.
     *
     * @param all in their order; none ends the agent
     * @param address wanted
     * @param data where the agent keeps everything; another one than before has it begin anew, and so has another wish
     */
    public void configure(List<MetadataSource> all, AddressWish address, Path data) {
        if (used != null && (all.isEmpty() || !data.equals(folder) || !address.equals(wish))) {
            release();
        }
        sources = List.copyOf(all);
        wish = address;
        folder = data;
        keeper = new KeptSettings(data, firmware.machineId());
        said.clear();
        outcomes.clear();
        backoff.reset();
        missesAddressSince = null;
        goneOnce = false;
        rounds = 0;
        trouble = "";
        allDue = nanos.getAsLong();
        tell();
        if (all.isEmpty()) {
            close();
        } else {
            ask();
        }
    }

    /** Asks nobody any more; what runs goes on. */
    public void close() {
        turn++;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Where the settings come from. Any thread. */
    public SettingsReport report() {
        return report;
    }

    private void ask() {
        close();
        long mine = turn;
        boolean all = allDue - nanos.getAsLong() <= 0;
        AgentSettings before = listener.running();
        List<MetadataSource> asked = all ? inQuestion() : near(inQuestion());
        AddressWish wanted = wish;
        run(blocking, () -> {
            try {
                Round round = Round.ask(asked, wanted, () -> mine != turn);
                run(serial, () -> answered(mine, all, before, round));
            } catch (InterruptedException e) {
                // The threads end.
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads of the agent have ended", e);
        }
    }

    /** All; while settings are used, those up to the one that gave them. */
    private List<MetadataSource> inQuestion() {
        if (used != null) {
            for (int i = 0; i < sources.size(); i++) {
                if (sources.get(i).name().equals(used.source())) {
                    return sources.subList(0, i + 1);
                }
            }
        }
        return sources;
    }

    private static List<MetadataSource> near(List<MetadataSource> all) {
        return all.stream().filter(MetadataSource::isNear).toList();
    }

    private void answered(long mine, boolean all, AgentSettings before, Round round) {
        if (mine != turn) {
            return;
        }
        if (before != listener.running()) {
            // A relocation came meanwhile: what was read may be from before it.
            ask();
            return;
        }
        round.tried().forEach(each -> outcomes.put(each.source(), each.outcome()));
        rounds += all ? 1 : 0;
        if (round.found() != null) {
            goneOnce = false;
            found(round);
        } else if (used != null) {
            releasedWhenGone(round);
        } else if (all) {
            nothing(round);
        }
        if (all) {
            long millis = used == null || used.kept() ? backoff.next() : FAR_MILLIS;
            allDue = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
        }
        tell();
        askLater();
    }

    private void askLater() {
        // Rounded up: too early would be for nothing.
        long millis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(allDue - nanos.getAsLong() + 999_999));
        if (!near(inQuestion()).isEmpty()) {
            millis = Math.min(millis, NEAR_MILLIS);
        }
        next = timer.schedule(() -> run(serial, this::ask), millis, TimeUnit.MILLISECONDS);
    }

    private void found(Round round) {
        trouble = round.noAddress();
        if (waitsForAddress(round)) {
            log(trouble + ". It is waited for");
            return;
        }
        missesAddressSince = null;
        if (!isUsed(round)) {
            try {
                begin(round);
            } catch (IOException e) {
                used = null;
                trouble = "The agent cannot begin: " + e;
                log(trouble);
                return;
            }
            used = null;
            if (!trouble.isEmpty()) {
                LOG.warn("{}. The agent goes on with the address that it finds by itself", trouble);
            }
        }
        Used now = of(round);
        if (used != null && now.address() == null) {
            // Not told this time.
            now = new Used(now.source(), now.where(), now.hash(), used.address(), false);
        }
        if (!now.equals(used)) {
            said.clear();
            backoff.reset();
            rounds = 0;
        }
        used = now;
    }

    private boolean waitsForAddress(Round round) {
        if (round.noAddress().isEmpty() || used != null) {
            return false;
        }
        long now = nanos.getAsLong();
        if (missesAddressSince == null) {
            missesAddressSince = now;
        }
        return now - missesAddressSince < ADDRESS_PATIENCE.toNanos();
    }

    private static Used of(Round round) {
        return new Used(
                round.source().name(),
                round.found().where(),
                KeptSettings.hash(round.found().settings()),
                round.address(),
                false);
    }

    private boolean isUsed(Round round) {
        if (used == null) {
            return false;
        }
        Used now = of(round);
        boolean addressHolds = now.address() == null || now.address().equals(used.address());
        if (round.found().file() != null) {
            return addressHolds
                    && now.where().equals(used.where())
                    && round.found().settings().equals(listener.running());
        }
        return addressHolds && now.source().equals(used.source()) && now.hash().equals(used.hash());
    }

    private void begin(Round round) throws IOException {
        Found found = round.found();
        AgentSettings settings = found.settings();
        SettingsStore store = found.file();
        if (store == null) {
            Used now = of(round);
            Optional<Kept> kept = kept().filter(each ->
                    each.source().equals(now.source()) && each.hash().equals(now.hash()));
            settings = kept.map(Kept::settings).orElse(settings);
            store = keeper.store(now.source(), now.hash(), now.address());
            store.write(settings);
        } else {
            keeper.forget();
        }
        LOG.info(
                "The agent of this machine has its settings from {}: {}",
                round.source().name(),
                found.where());
        listener.begin(settings, round.address(), store);
    }

    /** What was kept is used, if it may be. */
    private void nothing(Round round) {
        trouble = "";
        Optional<Kept> kept = kept().filter(each ->
                sources.stream().anyMatch(source -> source.name().equals(each.source())));
        if (kept.isEmpty()) {
            log(reasons(round));
            return;
        }
        Kept last = kept.get();
        try {
            listener.begin(last.settings(), last.address(), keeper.store(last.source(), last.hash(), last.address()));
            used = new Used(last.source(), "", last.hash(), last.address(), true);
            LOG.info(
                    "The agent of this machine goes on with the settings that it kept of {}, which does not give them"
                            + " now ({})",
                    last.source(),
                    reasons(round));
        } catch (IOException e) {
            trouble = "The agent cannot begin: " + e;
            log(trouble);
        }
    }

    /** What runs goes on, unless what it was told is certainly gone. */
    private void releasedWhenGone(Round round) {
        int last = round.tried().size() - 1;
        boolean gone = round.gone() && round.tried().get(last).source().equals(used.source());
        if (gone && goneOnce) {
            LOG.info("The machine is released: {}. Its agent waits for other settings", reasons(round));
            release();
            backoff.reset();
            allDue = nanos.getAsLong();
        }
        goneOnce = gone && !goneOnce;
    }

    private void release() {
        listener.end();
        used = null;
        rounds = 0;
    }

    private Optional<Kept> kept() {
        try {
            return keeper.read();
        } catch (NoSettingsException e) {
            log(e.getMessage());
            return Optional.empty();
        }
    }

    private static String reasons(Round round) {
        return round.tried().stream()
                .map(each -> each.source() + ": " + each.outcome())
                .collect(Collectors.joining("; "));
    }

    /** Each reason once, however often sources are asked. */
    private void log(String why) {
        if (said.size() < MOST_SAID && said.add(why)) {
            LOG.warn("The agent of this machine waits for its settings. {}", why);
        }
    }

    private void tell() {
        report = new SettingsReport(
                used == null ? "" : used.source(),
                used == null ? "" : used.where(),
                used != null && used.kept(),
                trouble,
                rounds,
                sources.stream()
                        .filter(each -> outcomes.containsKey(each.name()))
                        .map(each -> new Attempt(each.name(), outcomes.get(each.name())))
                        .toList());
    }
}

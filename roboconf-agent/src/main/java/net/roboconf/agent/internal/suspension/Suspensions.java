package net.roboconf.agent.internal.suspension;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.roboconf.core.json.OwnTypes;
import net.roboconf.core.osgi.ServiceOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-ins that are suspended, in a file. The first time one is suspended for an hour, each further time twice as long,
 * up to a day; what is over is remembered for one more day, so that it counts. Thread-safe.
 */
public final class Suspensions {

    private static final long FIRST = Duration.ofHours(1).toMillis();
    private static final long LAST = Duration.ofDays(1).toMillis();
    private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);

    private final Path file;
    private final LongSupplier wallClock;
    private final JsonMapper json = OwnTypes.builder().build();
    private final List<Suspension> all = new ArrayList<>();

    private Suspensions(Path file, LongSupplier wallClock) {
        this.file = file;
        this.wallClock = wallClock;
    }

    /** None, and none is remembered. */
    public static Suspensions none() {
        return new Suspensions(null, System::currentTimeMillis);
    }

    /**
     * Those of earlier runs. A file that cannot be read is taken as empty: to be without a plug-in for ever is worse than to
     * run out of memory once more.
     *
     * @param wallClock milliseconds since 1970
     */
    static Suspensions open(Path file, LongSupplier wallClock) {
        Suspensions suspensions = new Suspensions(file, wallClock);
        if (Files.exists(file)) {
            try {
                suspensions.all.addAll(
                        suspensions.json.readValue(Files.readString(file), new TypeReference<List<Suspension>>() {}));
            } catch (IOException e) {
                LOG.warn("Which plug-ins are suspended cannot be read from {}: none is", file, e);
            }
        }
        return suspensions;
    }

    /** Why the plug-in is not to be used now; empty when it may be. */
    public synchronized Optional<Suspension> of(ServiceOrigin origin) {
        return find(origin.bundle(), origin.version().toString()).filter(found -> left(found) > 0);
    }

    /** How long it goes on from now, in milliseconds. */
    public long left(Suspension suspension) {
        return suspension.left(wallClock.getAsLong());
    }

    private Optional<Suspension> find(String bundle, String version) {
        return all.stream().filter(each -> each.isOf(bundle, version)).findFirst();
    }

    /**
     * Suspends the plug-ins of these calls.
     *
     * @return one for each plug-in
     */
    synchronized List<Suspension> suspend(Collection<RecordedCall> calls) throws IOException {
        long now = wallClock.getAsLong();
        all.removeIf(old -> old.until() + LAST < now);
        Set<String> plugins = calls.stream().map(RecordedCall::plugin).collect(Collectors.toCollection(TreeSet::new));
        List<Suspension> added = new ArrayList<>();
        for (String plugin : plugins) {
            added.add(suspension(
                    calls.stream().filter(call -> call.plugin().equals(plugin)).toList(), plugins, now));
        }
        added.forEach(each -> all.removeIf(old -> old.isOf(each.bundle(), each.version())));
        all.addAll(added);
        write();
        return added;
    }

    private Suspension suspension(List<RecordedCall> calls, Set<String> plugins, long now) {
        RecordedCall one = calls.get(0);
        int times = 1 + find(one.bundle(), one.version()).map(Suspension::times).orElse(0);
        long length = Math.min(LAST, FIRST << Math.min(times - 1, 10));
        Set<String> installers = new TreeSet<>();
        calls.forEach(call -> installers.addAll(call.installers()));
        return new Suspension(
                one.bundle(),
                one.version(),
                installers,
                calls.stream().map(RecordedCall::what).distinct().sorted().toList(),
                plugins.stream().filter(other -> !other.equals(one.plugin())).toList(),
                now,
                now + length,
                times);
    }

    /** Has those that are chosen be over. */
    public synchronized void lift(Predicate<Suspension> chosen) {
        long now = wallClock.getAsLong();
        boolean changed = false;
        for (int i = 0; i < all.size(); i++) {
            Suspension each = all.get(i);
            if (each.left(now) > 0 && chosen.test(each)) {
                all.set(i, each.endedAt(now));
                changed = true;
                LOG.info(
                        "The plug-in {} {} is used again: it is not suspended any more", each.bundle(), each.version());
            }
        }
        if (changed) {
            try {
                write();
            } catch (IOException e) {
                LOG.warn("That a plug-in is suspended no more could not be written to {}: {}", file, e.toString());
            }
        }
    }

    private void write() throws IOException {
        if (file == null) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(StandardCharsets.UTF_8.encode(text()));
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every suspension can be written as JSON", e);
        }
    }
}

package net.roboconf.agent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Relocate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search with sources, a clock and a timer of the test's: each look happens when the test says so. */
class SettingsSearchTest {

    private static final AgentSettings FIRST = Samples.of("k1", "secret");
    private static final AgentSettings OTHER = Samples.of("k2", "other");

    @TempDir
    Path folder;

    private final ManualTimer timer = new ManualTimer();
    private final Agent agent = new Agent();
    private final FakeSource near = new FakeSource("first", true);
    private final FakeSource far = new FakeSource("second", false);
    private long now;
    private SettingsSearch search;

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private void start(MetadataSource... sources) throws IOException {
        start(AddressWish.NONE, sources);
    }

    /** As a process does that begins: it knows what is on the disk. */
    private void start(AddressWish wish, MetadataSource... sources) throws IOException {
        agent.running = null;
        search = new SettingsSearch(
                Runnable::run, Runnable::run, timer, new Random(1), () -> now, new Firmware(firmware("m1")), agent);
        search.configure(List.of(sources), wish, data());
    }

    private Path firmware(String machine) throws IOException {
        Path firmware = folder.resolve("dmi");
        if (Files.notExists(firmware)) {
            Files.createDirectory(firmware);
            Files.writeString(firmware.resolve("product_uuid"), machine + "\n");
        }
        return firmware;
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void sources_are_asked_ever_more_rarely_until_one_has_something() throws IOException {
        start(far);
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            delays.add(timer.delay);
            timer.ring();
        }
        assertThat(delays.get(0)).isBetween(500L, 1_000L);
        assertThat(delays.get(3)).isBetween(4_000L, 8_000L);
        assertThat(delays.get(7)).isBetween(15_000L, 30_000L);
        assertThat(agent.running).isNull();
        assertThat(search.report().rounds()).isEqualTo(9);
        assertThat(timer.delay).isBetween(15_000L, 30_000L);
        assertThat(search.report().tried()).hasToString("[Attempt[source=second, outcome=silence]]");

        far.settings = FIRST;
        timer.ring();
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(search.report().source()).isEqualTo("second");
        assertThat(search.report().where()).isEqualTo("in second");
    }

    @Test
    void the_first_that_has_something_is_used_and_those_after_it_are_left_alone() throws IOException {
        near.settings = FIRST;
        far.settings = OTHER;
        start(near, far);
        assertThat(agent.running).isEqualTo(FIRST);
        near.settings = null;
        timer.ring();
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(far.looks).isZero();
    }

    @Test
    void one_that_comes_before_takes_over() throws IOException {
        far.settings = FIRST;
        start(near, far);
        near.settings = OTHER;
        timer.ring();
        assertThat(agent.running).isEqualTo(OTHER);
        assertThat(timer.delay).isEqualTo(2_000);
        assertThat(far.looks).isEqualTo(1);
    }

    @Test
    void a_restart_goes_on_with_what_was_kept_while_the_source_is_silent() throws IOException {
        far.settings = FIRST;
        start(far);
        AgentSettings relocated = agent.relocate();
        assertThat(Files.getPosixFilePermissions(data().resolve("settings")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        far.settings = null;
        start(near, far);
        assertThat(agent.running).isEqualTo(relocated);
        assertThat(search.report().kept()).isTrue();
        assertThat(search.report().tried()).hasSize(2);

        far.settings = FIRST;
        timer.ring();
        assertThat(search.report().kept()).isFalse();
        assertThat(agent.running).isEqualTo(relocated);
        assertThat(agent.begun).isEqualTo(2);
    }

    @Test
    void a_relocation_holds_while_the_source_says_what_it_said() throws IOException {
        far.settings = FIRST;
        start(far);
        AgentSettings relocated = agent.relocate();
        timer.ring();
        assertThat(agent.running).isEqualTo(relocated);
        start(far);
        assertThat(agent.running).isEqualTo(relocated);
        // Kept again with its relocation, and not as the source says it.
        start(far);
        assertThat(agent.running).isEqualTo(relocated);
    }

    @Test
    void what_the_source_says_anew_wins_over_what_was_kept() throws IOException {
        far.settings = FIRST;
        start(far);
        agent.relocate();
        far.settings = OTHER;
        start(far);
        assertThat(agent.running).isEqualTo(OTHER);
        far.settings = Samples.of("k2", "a new password");
        timer.ring();
        assertThat(agent.running).isEqualTo(far.settings);
        assertThat(agent.begun).isEqualTo(3);
    }

    @Test
    void another_machine_at_a_source_that_was_silent_wins_over_what_runs() throws IOException {
        far.settings = FIRST;
        start(far);
        far.settings = null;
        start(far);
        assertThat(agent.running).isEqualTo(FIRST);
        far.settings = OTHER;
        timer.ring();
        assertThat(agent.running).isEqualTo(OTHER);
    }

    @Test
    void a_copy_of_the_disk_in_another_machine_uses_nothing_that_was_kept() throws IOException {
        far.settings = FIRST;
        start(far);
        far.settings = null;
        Files.writeString(folder.resolve("dmi/product_uuid"), "m2\n");
        start(far);
        assertThat(agent.running).isNull();
        far.settings = FIRST;
        timer.ring();
        assertThat(agent.running).isEqualTo(FIRST);
    }

    @Test
    void what_was_kept_of_a_source_that_is_not_named_any_more_is_not_used() throws IOException {
        far.settings = FIRST;
        start(far);
        start(near);
        assertThat(agent.running).isNull();
    }

    @Test
    void what_was_kept_and_is_damaged_is_waited_for_anew() throws IOException {
        far.settings = FIRST;
        start(far);
        far.settings = null;
        Files.writeString(data().resolve("settings"), "machine=k1\nkept.source=second\n");
        start(far);
        assertThat(agent.running).isNull();
    }

    @Test
    void a_file_that_is_missing_twice_releases_the_machine() throws IOException {
        near.settings = FIRST;
        near.takesChanges = true;
        start(near, far);
        near.gone = true;
        near.settings = null;
        timer.ring();
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(timer.delay).isEqualTo(2_000);
        timer.ring();
        assertThat(agent.running).isNull();
        assertThat(search.report().source()).isEmpty();

        near.settings = OTHER;
        timer.ring();
        assertThat(agent.running).isEqualTo(OTHER);
    }

    @Test
    void a_file_that_comes_back_or_cannot_be_read_releases_nothing() throws IOException {
        near.settings = FIRST;
        near.takesChanges = true;
        start(near);
        for (int i = 0; i < 3; i++) {
            near.gone = true;
            near.settings = null;
            timer.ring();
            near.gone = false;
            timer.ring();
        }
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(agent.begun).isEqualTo(1);
        assertThat(data().resolve("settings")).doesNotExist();
    }

    @Test
    void what_was_read_while_a_relocation_came_is_read_again() throws IOException {
        near.settings = FIRST;
        near.takesChanges = true;
        start(near);
        near.meanwhile = () -> {
            near.meanwhile = () -> {};
            agent.relocate();
        };
        timer.ring();
        assertThat(agent.begun).isEqualTo(1);
        assertThat(agent.running.relocation()).isEqualTo(1);
        assertThat(near.settings).isEqualTo(agent.running);
    }

    @Test
    void a_floating_address_is_waited_for_but_not_for_ever() throws IOException {
        AddressWish floating = AddressWish.of("floating");
        far.settings = FIRST;
        start(floating, far);
        assertThat(agent.running).isNull();
        assertThat(search.report().trouble()).contains("The floating address", "second: it has none");
        far.address = "198.51.100.7";
        timer.ring();
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(agent.address).isEqualTo("198.51.100.7");

        far.address = null;
        far.settings = OTHER;
        start(floating, far);
        long began = now;
        while (agent.running == null) {
            assertThat(Duration.ofNanos(now - began)).isLessThan(Duration.ofSeconds(120));
            timer.ring();
        }
        assertThat(Duration.ofNanos(now - began)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(150));
        assertThat(agent.running).isEqualTo(OTHER);
        assertThat(agent.address).isNull();
        assertThat(search.report().trouble()).contains("The floating address");

        far.address = "198.51.100.8";
        timer.ring();
        assertThat(agent.address).isEqualTo("198.51.100.8");
        int begun = agent.begun;
        far.address = null;
        timer.ring();
        far.address = "198.51.100.8";
        timer.ring();
        assertThat(agent.begun).isEqualTo(begun);
    }

    @Test
    void the_configuration_goes_before_the_target_for_the_address() throws IOException {
        far.settings = FIRST.withAddress("10.0.0.1");
        start(far);
        assertThat(agent.address).isEqualTo("10.0.0.1");
        start(AddressWish.of("host.example.org"), far);
        assertThat(agent.address).isEqualTo("host.example.org");
        far.address = "10.0.0.3";
        far.settings = FIRST.withOption(AgentSettings.ADDRESS, "fixed");
        start(far);
        assertThat(agent.address).isEqualTo("10.0.0.3");
        far.address = null;
        far.settings = null;
        start(far);
        assertThat(agent.address).isEqualTo("10.0.0.3");
    }

    @Test
    void an_agent_that_cannot_begin_is_begun_later() throws IOException {
        near.settings = FIRST;
        agent.fails = true;
        start(near);
        assertThat(search.report().trouble()).contains("cannot begin", "No space left");
        agent.fails = false;
        timer.ring();
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(search.report().trouble()).isEmpty();
    }

    @Test
    void a_source_that_throws_is_passed_over() throws IOException {
        near.meanwhile = () -> {
            throw new IllegalStateException("broken");
        };
        far.settings = FIRST;
        start(near, far);
        assertThat(agent.running).isEqualTo(FIRST);
        assertThat(search.report().tried().get(0).outcome()).contains("broken");
    }

    @Test
    void no_sources_end_the_agent() throws IOException {
        near.settings = FIRST;
        start(near);
        search.configure(List.of(), AddressWish.NONE, data());
        assertThat(agent.running).isNull();
        assertThat(timer.pending.isCancelled()).isTrue();
    }

    @Test
    void another_folder_has_it_begin_anew() throws IOException {
        near.settings = FIRST;
        start(near);
        search.configure(List.of(near), AddressWish.NONE, folder.resolve("elsewhere"));
        assertThat(agent.begun).isEqualTo(2);
    }

    private final class Agent implements SettingsSearch.Listener {

        private AgentSettings running;
        private String address;
        private SettingsStore store;
        private int begun;
        private boolean fails;

        @Override
        public AgentSettings running() {
            return running;
        }

        @Override
        public void begin(AgentSettings settings, String reachedBy, SettingsStore keeps) throws IOException {
            running = null;
            if (fails) {
                throw new IOException("No space left on device");
            }
            running = settings;
            address = reachedBy;
            store = keeps;
            begun++;
        }

        @Override
        public void end() {
            running = null;
        }

        /** The Deployment Manager says where to meet. */
        private AgentSettings relocate() {
            running = running.relocated(
                    new Relocate(running.machine(), 1, new MessagingSettings("fake", Map.of("password", "elsewhere"))));
            try {
                store.write(running);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return running;
        }
    }

    private static final class FakeSource implements MetadataSource, SettingsStore {

        private final String name;
        private final boolean isNear;
        private AgentSettings settings;
        private String address;
        private boolean takesChanges;
        private boolean gone;
        private int looks;
        private Runnable meanwhile = () -> {};

        FakeSource(String name, boolean isNear) {
            this.name = name;
            this.isNear = isNear;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isNear() {
            return isNear;
        }

        @Override
        public Found look() throws NoSettingsException {
            looks++;
            AgentSettings seen = settings;
            meanwhile.run();
            if (seen == null) {
                throw gone ? NoSettingsException.gone("it is gone") : new NoSettingsException("silence");
            }
            return new Found(seen, "in " + name, takesChanges ? this : null);
        }

        @Override
        public Optional<String> address(AddressKind kind) {
            return Optional.ofNullable(address);
        }

        @Override
        public void write(AgentSettings changed) {
            settings = changed;
        }
    }

    /** Rings when the test says so. */
    private final class ManualTimer extends ScheduledThreadPoolExecutor {

        private Runnable task;
        private long delay;
        private ScheduledFuture<?> pending;

        ManualTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long after, TimeUnit unit) {
            task = command;
            delay = unit.toMillis(after);
            pending = super.schedule(() -> {}, 365, TimeUnit.DAYS);
            return pending;
        }

        private void ring() {
            assertThat(pending.isCancelled()).isFalse();
            now += TimeUnit.MILLISECONDS.toNanos(delay);
            task.run();
        }
    }
}

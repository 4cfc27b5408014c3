package net.roboconf.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.settings.AddressWish;
import net.roboconf.agent.internal.settings.Sources;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakeMessaging;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.agent.internal.testing.FakeProvider;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class RelocationTest {

    private static final MessagingSettings OLD = place("old");
    private static final MessagingSettings NEW = place("new");

    @TempDir
    Path folder;

    private final Agents agents = new Agents();
    private final AtomicReference<AgentHost> present = new AtomicReference<>();
    private final FakeProvider provider = new FakeProvider();
    private StandaloneAgent standalone;

    @AfterEach
    void end() {
        standalone.close();
        agents.close();
    }

    private static MessagingSettings place(String host) {
        return new MessagingSettings("fake", Map.of("host", host, "password", "secret"));
    }

    private static Relocate to(MessagingSettings place, long number) {
        return new Relocate(AgentSketch.MACHINE, number, place);
    }

    private static AgentSettings settings() {
        return new AgentSettings(
                AgentSketch.MACHINE, "app", InstancePath.root("vm"), "127.0.0.1", "fake", OLD.settings());
    }

    private Path file() {
        return folder.resolve("agent.properties");
    }

    private AgentSettings stored() {
        try {
            return AgentSettings.parse(Files.readString(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An agent that begins with what is in the file. */
    private void start(Duration patience) {
        standalone = new StandaloneAgent(agents, present::set, patience);
        standalone.add(new ServiceOrigin("messaging", Version.emptyVersion, 0, 1), provider);
        standalone.configure(
                new Sources(agents.threads().timer()).named(null, file()), AddressWish.NONE, folder.resolve("data"));
    }

    private void start(AgentSettings with, Duration patience) throws IOException {
        Files.writeString(file(), with.toText());
        start(patience);
    }

    /** One that has all the time with places that do not answer. */
    private void start() throws IOException {
        start(settings(), Duration.ofHours(1));
    }

    private FakeMessaging opened(int number) {
        return Eventually.get(
                "place " + number,
                () -> provider.opened().size() > number ? provider.opened().get(number) : null);
    }

    private MessagingSettings at(int number) {
        opened(number);
        return new MessagingSettings("fake", provider.settings().get(number));
    }

    private AgentHost agent() {
        return Eventually.get("an agent", present::get);
    }

    @Test
    void it_goes_where_it_is_told_while_a_step_runs_and_forgets_the_old_place_when_it_has_arrived() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        FakePlugin plugin = new FakePlugin("script").on("start", context -> release.await());
        agents.plugins()
                .came(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 1), Set.of(), () -> plugin, () -> {});
        start();
        FakeMessaging first = opened(0).connect();
        first.deliver(new Desired(
                AgentSketch.MACHINE,
                new OrderVersion(1, 1),
                "app",
                InstancePath.root("vm"),
                List.of(),
                null,
                List.of(AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)),
                null));
        Eventually.holds("a step runs", () -> plugin.calls().contains("start /vm/a"));

        first.deliver(to(NEW, 1));

        FakeMessaging second = opened(1);
        assertThat(at(1)).isEqualTo(NEW);
        assertThat(first.isClosed()).isTrue();
        assertThat(stored().place()).isEqualTo(NEW);
        assertThat(stored().previous()).isEqualTo(OLD);
        assertThat(stored().relocation()).isEqualTo(1);
        assertThat(agent().status().messaging()).isEqualTo("fake at new, in turn with fake at old");

        second.connect();

        Eventually.holds("settled", () -> stored().previous() == null);
        Eventually.holds("said", () -> second.last(Heartbeat.class) != null);
        assertThat(second.last(Heartbeat.class).relocation()).isEqualTo(1);
        assertThat(first.sent(Heartbeat.class)).allMatch(beat -> beat.relocation() == 0);
        release.countDown();
        Eventually.holds("started", () -> {
            Observed last = second.last(Observed.class);
            return last != null
                    && last.instances().stream().allMatch(one -> one.state() == InstanceState.DEPLOYED_STARTED);
        });
        assertThat(plugin.calls()).containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a");
        assertThat(second.last(Observed.class).epoch()).isEqualTo(1);
        Eventually.holds("shown", () -> agent().status().messaging().equals("fake at new"));
        assertThat(Files.getPosixFilePermissions(file())).hasSize(2);
    }

    @Test
    void what_is_older_or_repeated_changes_nothing() throws IOException {
        start();
        opened(0).connect().deliver(to(NEW, 5));
        FakeMessaging second = opened(1).connect();
        Eventually.holds("settled", () -> stored().previous() == null);

        second.deliver(to(NEW, 5));
        second.deliver(to(place("older"), 4));
        second.deliver(to(NEW, 6));

        Eventually.holds("the newest is taken", () -> stored().relocation() == 6);
        assertThat(stored().place()).isEqualTo(NEW);
        assertThat(provider.opened()).hasSize(2);
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void a_place_that_does_not_answer_loses_nobody() throws IOException {
        provider.answersAt(settings -> settings.get("host").equals("old"));
        start(settings(), Duration.ofMillis(50));
        Eventually.holds("connected", () -> agent().status().connected());

        opened(0).deliver(to(NEW, 1));

        assertThat(at(1)).isEqualTo(NEW);
        assertThat(at(2)).isEqualTo(OLD);
        Eventually.holds("back", () -> agent().status().connected());
        assertThat(stored().previous()).isEqualTo(OLD);
        assertThat(agent().status().messaging()).isEqualTo("fake at old, in turn with fake at new");

        // It answers now; the agent tries it when it is told again.
        provider.answersAt(settings -> true);
        opened(2).deliver(to(NEW, 1));

        assertThat(at(3)).isEqualTo(NEW);
        Eventually.holds("settled", () -> stored().previous() == null);
        assertThat(stored().place()).isEqualTo(NEW);
    }

    @Test
    void of_several_that_it_was_told_of_and_never_reached_the_newest_and_the_last_reached_count() throws IOException {
        start();
        opened(0).connect().deliver(to(place("never"), 1));
        opened(1);
        Eventually.holds("written", () -> stored().relocation() == 1);

        opened(1).deliver(to(NEW, 2));

        assertThat(at(2)).isEqualTo(NEW);
        assertThat(stored().previous()).isEqualTo(OLD);
        opened(2).deliver(to(OLD, 3));
        assertThat(at(3)).isEqualTo(OLD);
        assertThat(stored().place()).isEqualTo(OLD);
        assertThat(stored().previous()).isNull();
    }

    @Test
    void one_that_died_on_its_way_goes_on_and_finds_whichever_answers() throws IOException {
        provider.answersAt(settings -> settings.get("host").equals("old"));
        start(settings().relocated(to(NEW, 1)), Duration.ofMillis(50));
        assertThat(at(0)).isEqualTo(NEW);
        assertThat(at(1)).isEqualTo(OLD);
        Eventually.holds("connected", () -> agent().status().connected());
        assertThat(stored().previous()).isEqualTo(OLD);
    }

    @Test
    void a_messaging_that_is_not_installed_here_is_not_gone_to() throws IOException {
        start();
        FakeMessaging first = opened(0).connect();
        first.deliver(to(new MessagingSettings("socket", Map.of()), 7));
        // Whatever comes later has been looked at later.
        first.deliver(to(OLD, 1));
        Eventually.holds("later", () -> stored().relocation() == 1);
        assertThat(stored().place()).isEqualTo(OLD);
        assertThat(first.isClosed()).isFalse();
    }

    @Test
    void only_the_deployment_manager_can_tell_it_and_only_of_its_own_machine() throws IOException {
        start();
        FakeMessaging first = opened(0).connect();
        first.deliver(to(NEW, 7), "another-machine");
        first.deliver(new Relocate(new MachineKey("other"), 8, NEW));
        first.deliver(to(OLD, 1));
        Eventually.holds("later", () -> stored().relocation() == 1);
        assertThat(stored().place()).isEqualTo(OLD);
        assertThat(first.acknowledged()).isEqualTo(3);
    }

    @Test
    void it_stays_when_its_settings_cannot_be_written() throws IOException {
        start();
        FakeMessaging first = opened(0).connect();
        // A folder that is not empty stands where the new file would.
        Files.createDirectories(folder.resolve("agent.properties.new/x"));

        first.deliver(to(NEW, 1));
        standalone.close();

        assertThat(provider.opened()).hasSize(1);
        assertThat(stored()).isEqualTo(settings());
    }
}

package net.roboconf.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.AgentStatus;
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
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class StandaloneAgentTest {

    @TempDir
    Path folder;

    private final Agents agents = new Agents();
    private final AtomicReference<AgentHost> present = new AtomicReference<>();
    private final StandaloneAgent standalone = new StandaloneAgent(agents, present::set);
    private final Sources sources = new Sources(agents.threads().timer());
    private final FakeProvider provider = new FakeProvider();

    @AfterEach
    void end() {
        standalone.close();
        agents.close();
    }

    private Path settings() {
        return folder.resolve("agent.properties");
    }

    private void write(String password) throws IOException {
        write(AgentSketch.MACHINE, password);
    }

    private void write(MachineKey machine, String password) throws IOException {
        AgentSettings settings =
                new AgentSettings(machine, "app", InstancePath.root("vm"), null, "fake", Map.of("password", password));
        Path fresh = Files.writeString(folder.resolve("fresh"), settings.toText());
        Files.move(fresh, settings(), StandardCopyOption.REPLACE_EXISTING);
    }

    private void configure() {
        standalone.configure(sources.named(null, settings()), AddressWish.NONE, folder.resolve("data"));
    }

    private AgentHost agent() {
        return Eventually.get("an agent", present::get);
    }

    private FakeMessaging place(FakeProvider of, int number) {
        return Eventually.get(
                "a place in the messaging",
                () -> of.opened().size() > number ? of.opened().get(number) : null);
    }

    private static void order(FakeMessaging place) {
        place.deliver(new Desired(
                AgentSketch.MACHINE,
                new OrderVersion(1, 1),
                "app",
                InstancePath.root("vm"),
                List.of(),
                null,
                List.of(AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)),
                null));
    }

    private static void becomes(FakeMessaging place, InstanceState state) {
        Eventually.holds("/vm/a is " + state, () -> {
            Observed last = place.last(Observed.class);
            return last != null
                    && !last.instances().isEmpty()
                    && last.instances().get(0).state() == state;
        });
    }

    @Test
    void a_process_without_settings_is_no_agent() {
        standalone.add(origin(1), provider);
        standalone.configure(sources.named(null, null), AddressWish.NONE, folder);
        standalone.close();
        assertThat(present).hasValue(null);
        assertThat(provider.opened()).isEmpty();
    }

    @Test
    void it_begins_when_its_settings_come_and_finds_its_address_out() throws IOException {
        standalone.add(origin(1), provider);
        configure();
        write("secret");
        assertThat(agent().status().address()).matches("[0-9.]+");
        assertThat(place(provider, 0)).isNotNull();
        assertThat(provider.settings()).containsExactly(Map.of("password", "secret"));
    }

    @Test
    void settings_that_make_no_sense_are_waited_for_like_missing_ones() throws IOException {
        Files.writeString(settings(), "machine=k1\n");
        configure();
        write("secret");
        assertThat(agent().status().machine()).isEqualTo(AgentSketch.MACHINE);
    }

    @Test
    void it_works_before_there_is_any_messaging_and_says_what_it_waits_for() throws IOException {
        write("secret");
        configure();
        AgentHost agent = agent();
        Eventually.holds("it runs", () -> agent.status().phase() == AgentStatus.Phase.RUNNING);
        assertThat(agent.status().connection()).isEqualTo("no bundle offers the messaging 'fake'");
        standalone.add(origin(1), provider);
        place(provider, 0).connect();
        Eventually.holds("connected", () -> agent.status().connected());
    }

    private static ServiceOrigin origin(long version) {
        return new ServiceOrigin("messaging", new Version((int) version, 0, 0), 0, version);
    }

    @Test
    void of_two_bundles_with_the_same_messaging_the_newer_one_is_used() throws IOException {
        write("secret");
        configure();
        FakeProvider newer = new FakeProvider();
        standalone.add(origin(2), newer);
        standalone.add(origin(1), provider);
        FakeMessaging first = place(newer, 0).connect();
        Eventually.holds("connected", () -> agent().status().connected());
        standalone.remove(2);
        Eventually.holds("closed", first::isClosed);
        place(provider, 0).connect();
        Eventually.holds("connected again", () -> agent().status().connected());
    }

    @Test
    void messaging_that_is_replaced_is_no_more_than_a_lost_connection() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        FakePlugin plugin = new FakePlugin("script").on("start", context -> release.await());
        agents.plugins()
                .came(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 1), Set.of(), () -> plugin, () -> {});
        write("secret");
        configure();
        standalone.add(origin(1), provider);
        FakeMessaging first = place(provider, 0).connect();
        order(first);
        becomes(first, InstanceState.STARTING);
        FakeProvider newer = new FakeProvider();
        standalone.remove(1);
        Eventually.holds("closed", first::isClosed);
        Eventually.holds("not connected", () -> !agent().status().connected());
        standalone.add(origin(2), newer);
        FakeMessaging second = place(newer, 0).connect();
        release.countDown();
        becomes(second, InstanceState.DEPLOYED_STARTED);
        assertThat(plugin.calls()).containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a");
        assertThat(second.last(Observed.class).epoch()).isEqualTo(1);
    }

    @Test
    void it_begins_anew_with_new_settings() throws IOException {
        standalone.add(origin(1), provider);
        write("secret");
        configure();
        AgentHost first = agent();
        place(provider, 0);
        configure();
        write("other");
        configure();
        FakeMessaging second = place(provider, 1).connect();
        Eventually.holds("another agent", () -> present.get() != null && present.get() != first);
        Eventually.holds("in the next epoch", () -> agent().status().epoch() == 2);
        assertThat(provider.opened().get(0).isClosed()).isTrue();
        assertThat(provider.settings().get(1)).containsEntry("password", "other");
        assertThat(second.isConnected()).isTrue();
        assertThat(provider.opened()).hasSize(2);
    }

    @Test
    void a_machine_that_is_released_waits_for_the_next_application_without_a_restart() throws IOException {
        standalone.add(origin(1), provider);
        write("secret");
        configure();
        AgentHost first = agent();
        Eventually.holds("it runs", () -> first.status().phase() == AgentStatus.Phase.RUNNING);
        Files.delete(settings());
        Eventually.holds("released", () -> present.get() == null);
        Eventually.holds("it has ended", () -> first.status().phase() == AgentStatus.Phase.STOPPED);
        Eventually.holds("its place is closed", () -> provider.opened().get(0).isClosed());
        Eventually.holds(
                "it says why", () -> standalone.settings().tried().toString().contains("does not exist"));

        write(new MachineKey("the-next"), "other");
        AgentHost second = agent();
        Eventually.holds("it runs", () -> second.status().phase() == AgentStatus.Phase.RUNNING);
        // It remembers nothing of the machine before.
        assertThat(second.status().epoch()).isEqualTo(1);
        assertThat(second.status().machine()).isEqualTo(new MachineKey("the-next"));
        assertThat(folder.resolve("data/former").resolve(AgentSketch.MACHINE.value()))
                .isDirectory();
    }

    @Test
    void settings_that_the_messaging_refuses_are_shown() throws IOException {
        standalone.add(origin(1), provider);
        AgentSettings settings = new AgentSettings(
                AgentSketch.MACHINE, "app", InstancePath.root("vm"), null, "fake", Map.of("nonsense", "yes"));
        Files.writeString(settings(), settings.toText());
        configure();
        assertThat(agent().status().connection()).contains("'fake' cannot be used: nonsense: leave it out");
    }
}

package net.roboconf.agent.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.agent.internal.host.AgentStatus;
import net.roboconf.agent.internal.probe.ProbeState;
import net.roboconf.agent.internal.settings.SettingsReport;
import net.roboconf.agent.internal.step.PluginState;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.UnusedExtension;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static AgentStatus status(
            boolean connected, AgentStatus.Phase phase, String trouble, OrderVersion accepted) {
        ObservedInstance shop = new ObservedInstance(
                new InstancePath("/vm/shop"),
                InstanceState.UNRESOLVED,
                Reason.IMPORT_MISSING,
                "waits for MySQL",
                5,
                0,
                null,
                0,
                Map.of(),
                List.of("MySQL"),
                null);
        return new AgentStatus(
                new MachineKey("k1"),
                "lamp",
                InstancePath.root("vm"),
                "127.0.1.1",
                connected,
                connected ? "" : "Connection refused",
                "rabbitmq at 10.0.0.1:5672",
                phase,
                trouble,
                3,
                accepted,
                List.of(
                        new PluginState("plugin-bash", "1.2.0", Set.of("script", "bash"), "", 0),
                        new PluginState("plugin-bash", "1.1.0", Set.of(), "", 1),
                        new PluginState("plugin-odd", "3.0.0", Set.of(), "it serves no installer", 2)),
                List.of(
                        new ProbeState("http", "net.roboconf.agent", "0.0.0"),
                        new ProbeState("jmx", "probe-jmx", "1.2.0")),
                List.of(new UnusedExtension(
                        ExtensionKind.PLUGIN, "plugin-new", "4.0.0", Set.of("new"), "it needs the package p")),
                List.of(shop),
                0);
    }

    private static String text(AgentStatus status) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new StatusText(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(status);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void an_agent_that_is_well_says_who_and_how_it_is() {
        assertThat(text(status(true, AgentStatus.Phase.RUNNING, "", new OrderVersion(2, 7))))
                .isEqualToNormalizingNewlines(
                        """
                        Machine     /vm of lamp
                        Key         k1
                        Address     127.0.1.1
                        Messaging   connected (rabbitmq at 10.0.0.1:5672)
                        Engine      RUNNING
                        Starts      3
                        Order       revision 7 of term 2
                        Plug-in     plugin-bash 1.2.0: bash, script
                        Plug-in     plugin-bash 1.1.0, not used: a newer one serves all its installers; 1 thread has not come back from it
                        Plug-in     plugin-odd 3.0.0, not used: it serves no installer; 2 threads have not come back from it
                        Probes      http, jmx (probe-jmx 1.2.0)
                        Not used    plugin-new 4.0.0 (plug-in new): it needs the package p
                        Instances   1
                        """);
    }

    @Test
    void an_agent_in_trouble_says_why() {
        assertThat(text(status(false, AgentStatus.Phase.STORE_FAILED, "No space left on device", OrderVersion.NONE)))
                .contains("Messaging   not connected (rabbitmq at 10.0.0.1:5672): Connection refused")
                .contains("Engine      STORE_FAILED: No space left on device")
                .contains("Order       none yet");
    }

    private static String text(SettingsReport settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new StatusText(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(settings);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static SettingsReport settings(String source, boolean kept, String trouble) {
        return new SettingsReport(
                source,
                source.isEmpty() ? "" : "http://169.254.169.254/latest/user-data",
                kept,
                trouble,
                7,
                List.of(new SettingsReport.Attempt("ec2", "no answer within 1 s")));
    }

    @Test
    void it_says_where_the_settings_come_from() {
        assertThat(text(settings("ec2", false, "")))
                .isEqualToNormalizingNewlines("Settings    from ec2: http://169.254.169.254/latest/user-data\n");
        assertThat(text(settings("ec2", true, "")))
                .isEqualToNormalizingNewlines(
                        """
                        Settings    kept of an earlier start; ec2 does not give them now
                          ec2:      no answer within 1 s
                        """);
    }

    @Test
    void it_says_why_there_are_none() {
        assertThat(text(settings("", false, "it has no address")))
                .isEqualToNormalizingNewlines(
                        """
                        Settings    none yet, asked 7 times
                          ec2:      no answer within 1 s
                        Waits       it has no address
                        """);
    }

    @Test
    void the_json_form_of_an_agent_that_waits_says_for_what() throws IOException {
        JsonNode read = new ObjectMapper().readTree(StatusJson.of(settings("", false, "why"), Optional.empty()));
        assertThat(read.get("settings").get("trouble").asText()).isEqualTo("why");
        assertThat(read.get("settings").get("tried").get(0).get("source").asText())
                .isEqualTo("ec2");
        assertThat(read.has("machine")).isFalse();
    }

    @Test
    void the_json_form_holds_everything_on_one_line() throws IOException {
        String json = StatusJson.of(
                settings("ec2", false, ""),
                Optional.of(status(true, AgentStatus.Phase.RUNNING, "", new OrderVersion(2, 7))));
        assertThat(json).doesNotContain("\n");
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.get("machine").asText()).isEqualTo("k1");
        assertThat(read.get("settings").get("source").asText()).isEqualTo("ec2");
        assertThat(read.get("accepted").get("revision").asInt()).isEqualTo(7);
        assertThat(read.get("unused").get(0).get("names").get(0).asText()).isEqualTo("new");
        assertThat(read.get("instances").get(0).get("path").asText()).isEqualTo("/vm/shop");
        assertThat(read.get("instances").get(0).get("missing").get(0).asText()).isEqualTo("MySQL");
    }
}

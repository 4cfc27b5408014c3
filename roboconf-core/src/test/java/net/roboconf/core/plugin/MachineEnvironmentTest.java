package net.roboconf.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineEnvironmentTest {

    @Test
    void the_launchers_java_and_secrets_stay_behind() {
        MachineEnvironment environment = new MachineEnvironment(Map.of(), Set.of());

        assertThat(List.of("PATH", "HOME", "LANG", "JAVA_HOME", "JAVA_TOOL_OPTIONS", "ROBOCONF_MACHINE", "http_proxy"))
                .allMatch(environment);
        assertThat(List.of(
                        "JAVA_OPTS",
                        "KARAF_BASE",
                        "KARAF_OPTS",
                        "EXTRA_JAVA_OPTS",
                        "ROBOCONF_AGENT_SETTINGS",
                        "NOTIFY_SOCKET"))
                .noneMatch(environment);
    }

    @Test
    void what_the_launcher_only_added_to_is_restored() {
        MachineEnvironment environment = new MachineEnvironment(
                Map.of("PATH", "/bin", "JAVA_OPTS", "-Xmx1m", "LD_LIBRARY_PATH", "/opt/lib:/k b/lib:/k/lib"),
                Set.of("/k b", "/k"));

        assertThat(environment.variables())
                .containsOnly(Map.entry("PATH", "/bin"), Map.entry("LD_LIBRARY_PATH", "/opt/lib"));
        assertThat(environment.restored()).containsOnly(Map.entry("LD_LIBRARY_PATH", "/opt/lib"));
    }

    @Test
    void what_the_launcher_made_alone_is_gone() {
        MachineEnvironment environment =
                new MachineEnvironment(Map.of("LD_LIBRARY_PATH", "/k/lib:/k/lib"), Set.of("/k"));

        assertThat(environment.variables()).isEmpty();
    }
}

package net.roboconf.agent.internal.shell;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.roboconf.agent.internal.host.AgentStatus;
import net.roboconf.agent.internal.probe.ProbeState;
import net.roboconf.agent.internal.settings.SettingsReport;
import net.roboconf.agent.internal.step.PluginState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.ObservedInstance;

/** The status of an agent, for people. */
final class StatusText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintStream out;

    StatusText(PrintStream out) {
        this.out = out;
    }

    void print(SettingsReport settings) {
        if (settings.source().isEmpty()) {
            line("Settings", "none yet, asked " + settings.rounds() + (settings.rounds() == 1 ? " time" : " times"));
            settings.tried().forEach(each -> line("  " + each.source() + ":", each.outcome()));
        } else if (settings.kept()) {
            line("Settings", "kept of an earlier start; " + settings.source() + " does not give them now");
            settings.tried().forEach(each -> line("  " + each.source() + ":", each.outcome()));
        } else {
            line("Settings", "from " + settings.source() + ": " + settings.where());
        }
        if (!settings.trouble().isEmpty()) {
            line("Waits", settings.trouble());
        }
    }

    void print(AgentStatus status) {
        line("Machine", status.path() + " of " + status.application());
        line("Key", status.machine());
        line("Address", status.address());
        String where = status.messaging().isEmpty() ? "" : " (" + status.messaging() + ")";
        line(
                "Messaging",
                status.connected() ? "connected" + where : "not connected" + where + ": " + status.connection());
        line("Engine", status.trouble().isEmpty() ? status.phase() : status.phase() + ": " + status.trouble());
        line("Starts", status.epoch());
        line(
                "Order",
                status.accepted().term() == 0
                        ? "none yet"
                        : "revision " + status.accepted().revision() + " of term "
                                + status.accepted().term());
        status.plugins().forEach(plugin -> line("Plug-in", text(plugin)));
        line("Probes", status.probes().stream().map(StatusText::text).collect(Collectors.joining(", ")));
        status.unused().forEach(each -> line("Not used", each.who() + ": " + each.why()));
        line("Instances", status.instances().size());
        if (status.rejected() > 0) {
            line("Rejected", status.rejected() + " messages that could not be understood; the log says more");
        }
    }

    /** Those that every agent has need no explanation. */
    private static String text(ProbeState probe) {
        return probe.version().equals("0.0.0")
                ? probe.handler()
                : probe.handler() + " (" + probe.bundle() + " " + probe.version() + ")";
    }

    private static String text(PluginState plugin) {
        StringBuilder text = new StringBuilder();
        text.append(plugin.bundle()).append(' ').append(plugin.version());
        if (!plugin.trouble().isEmpty()) {
            text.append(", not used: ").append(plugin.trouble());
        } else if (plugin.installers().isEmpty()) {
            text.append(", not used: a newer one serves all its installers");
        } else {
            text.append(": ").append(String.join(", ", new TreeSet<>(plugin.installers())));
        }
        if (plugin.stuck() > 0) {
            text.append("; ").append(plugin.stuck()).append(plugin.stuck() == 1 ? " thread has" : " threads have");
            text.append(" not come back from it");
        }
        return text.toString();
    }

    private void line(String name, Object value) {
        out.printf("%-11s %s%n", name, value);
    }

    static String reason(ObservedInstance instance) {
        return instance.reason() == Reason.NONE ? "" : instance.reason().name();
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}

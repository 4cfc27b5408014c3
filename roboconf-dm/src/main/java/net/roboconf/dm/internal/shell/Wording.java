package net.roboconf.dm.internal.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.ManagerEvent;

/** How things are said in a table. */
final class Wording {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    /** @param zone in which times are told */
    Wording(ZoneId zone) {
        this.zone = zone;
    }

    /** A time in milliseconds since 1970; empty for 0. */
    String time(long millis) {
        return millis == 0 ? "" : TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    /** The actual state, and the expected one where it is another. */
    String state(InstanceView i) {
        String unknown = i.unknownSince() == 0 ? "" : "?";
        return i.actual() == i.expected() ? i.actual() + unknown : i.actual() + unknown + " → " + i.expected();
    }

    /** Why an instance is as it is, in a few words. */
    String why(InstanceView i) {
        String text = reason(i);
        if (i.removing()) {
            text = join("is being removed", text);
        }
        if (i.unknownSince() != 0) {
            text = join("not heard of since " + time(i.unknownSince()), text);
        }
        return text;
    }

    private static String reason(InstanceView i) {
        if (i.reason() == Reason.NONE) {
            return join(i.isMachine() ? machine(i) : "", i.message());
        }
        if (i.reason() == Reason.IMPORT_MISSING && !i.missing().isEmpty()) {
            return "waits for " + String.join(", ", i.missing());
        }
        if (i.reason() == Reason.PARENT_NOT_STARTED) {
            return i.path().parent().map(p -> "waits for " + p).orElse("waits for its parent");
        }
        return i.message().isEmpty() ? i.reason().name() : i.reason() + ": " + i.message();
    }

    private static String machine(InstanceView i) {
        String address = i.machine().address() == null ? "" : i.machine().address();
        AgentStatus agent = i.machine().agent();
        return agent == AgentStatus.CONNECTED || agent == AgentStatus.NONE
                ? address
                : join(address, "agent " + agent.name().toLowerCase(Locale.ROOT));
    }

    private static String join(String a, String b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : a + "; " + b;
    }

    /** An event on one line. */
    String event(ManagerEvent e) {
        StringBuilder line = new StringBuilder(time(e.at()));
        if (e.kind() != ManagerEvent.Kind.STATE_CHANGED) {
            line.append(' ').append(e.kind());
        }
        if (!e.application().isEmpty()) {
            line.append(' ').append(e.application());
        }
        if (e.path() != null) {
            line.append(' ').append(e.path());
        }
        if (e.signal() != null) {
            line.append(' ').append(oneLine(e.signal()));
        }
        if (e.state() != null) {
            line.append(' ').append(e.state());
        }
        if (e.reason() != null && e.reason() != Reason.NONE) {
            line.append(' ').append(e.reason());
        }
        if (!e.message().isEmpty()) {
            line.append(": ").append(oneLine(e.message()));
        }
        return line.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\p{Cntrl}+", " ");
    }
}

package net.roboconf.dm.internal.json;

import java.util.List;
import java.util.Map;
import net.roboconf.dm.Leak;
import net.roboconf.dm.LeakReport;

/**
 * What exists at the providers and is of no use.
 *
 * @param unasked target definitions whose provider could not be asked, with the reason
 */
public record LeaksJson(List<Leaked> leaks, Map<String, String> unasked) {

    /**
     * One thing.
     *
     * @param kept why it was not deleted; null when it was, or when nobody asked for it
     */
    public record Leaked(String target, String kind, String id, String name, String machine, String kept) {

        private static Leaked of(Leak leak) {
            return new Leaked(
                    leak.target(),
                    leak.kind(),
                    leak.id(),
                    leak.name(),
                    leak.machine().value(),
                    leak.kept());
        }
    }

    /** As they were found. */
    public static LeaksJson of(LeakReport report) {
        return new LeaksJson(report.leaks().stream().map(Leaked::of).toList(), report.unasked());
    }
}

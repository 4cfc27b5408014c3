package net.roboconf.agent.internal.settings;

import java.util.List;

/**
 * Where the settings of the agent of this machine come from, for people.
 *
 * @param source that gave them; empty when none has yet
 * @param where they stood; empty when no source has them yet
 * @param kept whether they are those of an earlier run, because the source does not answer now
 * @param trouble what keeps those that were found from being used, or used as they should; empty for nothing
 * @param rounds how often sources were asked since the start, or since something was found
 * @param tried what each of them gave the last time
 */
public record SettingsReport(
        String source, String where, boolean kept, String trouble, long rounds, List<Attempt> tried) {

    /**
     * One source.
     *
     * @param source its name
     * @param outcome what it gave, or why nothing
     */
    public record Attempt(String source, String outcome) {}

    /** Makes the list immutable. */
    public SettingsReport {
        tried = List.copyOf(tried);
    }
}

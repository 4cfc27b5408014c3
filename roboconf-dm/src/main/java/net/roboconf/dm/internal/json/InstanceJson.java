package net.roboconf.dm.internal.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.ImportView;
import net.roboconf.dm.InstanceView;

/**
 * An instance.
 *
 * @param unknownSince null while its agent reports
 * @param lastStep in a list only when it failed; null before the first
 * @param imports only where a single instance is asked for
 * @param children only in a tree
 */
public record InstanceJson(
        String path,
        String name,
        String component,
        String installer,
        InstanceState expected,
        InstanceState actual,
        Reason reason,
        String message,
        String since,
        String unknownSince,
        List<String> missing,
        MachineJson machine,
        Map<String, String> exports,
        Map<String, String> data,
        StepJson lastStep,
        long attempt,
        boolean removing,
        List<ImportJson> imports,
        List<InstanceJson> children) {

    /** As one of many: without what is long and seldom wanted. */
    public static InstanceJson listed(InstanceView view) {
        return of(view, view.lastStep() != null && !view.lastStep().succeeded(), null, null);
    }

    /** As one of many, with what is placed over it. */
    public static InstanceJson inTree(InstanceView view, List<InstanceJson> children) {
        return of(view, view.lastStep() != null && !view.lastStep().succeeded(), null, children);
    }

    /** With all that is known about it. */
    public static InstanceJson of(InstanceView view, List<ImportView> imports) {
        return of(
                view,
                view.lastStep() != null,
                imports.stream().map(ImportJson::of).toList(),
                null);
    }

    private static InstanceJson of(
            InstanceView view, boolean withStep, List<ImportJson> imports, List<InstanceJson> children) {
        return new InstanceJson(
                view.path().value(),
                view.path().name(),
                view.component(),
                view.installer(),
                view.expected(),
                view.actual(),
                view.reason(),
                view.message(),
                Json.time(view.since()),
                Json.time(view.unknownSince()),
                view.missing(),
                view.isMachine() ? MachineJson.of(view.machine()) : MachineJson.brief(view.machine()),
                new TreeMap<>(view.exports()),
                new TreeMap<>(view.data()),
                withStep ? StepJson.of(view.lastStep()) : null,
                view.attempt(),
                view.removing(),
                imports,
                children);
    }
}

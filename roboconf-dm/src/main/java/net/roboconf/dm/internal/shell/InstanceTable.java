package net.roboconf.dm.internal.shell;

import java.util.List;
import net.roboconf.dm.InstanceView;

/** Instances as a table, each indented below its parent. */
final class InstanceTable {

    private InstanceTable() {}

    /** @param instances a parent before its descendants */
    static Table of(List<InstanceView> instances, Wording wording) {
        Table table = new Table("INSTANCE", "COMPONENT", "STATE", "WHY");
        int top = instances.stream().mapToInt(i -> i.path().depth()).min().orElse(1);
        for (InstanceView i : instances) {
            int below = i.path().depth() - top;
            String name = below == 0
                    ? i.path().value()
                    : "  ".repeat(below) + i.path().name();
            table.row(name, i.component(), wording.state(i), wording.why(i));
        }
        return table;
    }
}

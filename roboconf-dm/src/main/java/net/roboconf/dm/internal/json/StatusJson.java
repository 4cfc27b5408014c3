package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.dm.ManagerStatus;

/** How the Deployment Manager itself is. */
public record StatusJson(
        boolean ready,
        long term,
        String messaging,
        boolean connected,
        boolean suspended,
        List<String> targets,
        List<String> notices,
        long published,
        long recipeBytes,
        long rejected) {

    /** As it is now. */
    public static StatusJson of(ManagerStatus status) {
        return new StatusJson(
                status.ready(),
                status.term(),
                status.messaging(),
                status.connected(),
                status.suspended(),
                status.targets().stream().sorted().toList(),
                status.notices(),
                status.published(),
                status.recipeBytes(),
                status.rejected());
    }
}

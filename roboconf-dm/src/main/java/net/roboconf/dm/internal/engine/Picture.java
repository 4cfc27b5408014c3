package net.roboconf.dm.internal.engine;

import java.util.Map;
import java.util.Set;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/**
 * Everything at one moment. What did not change since the last picture is shared with it.
 *
 * @param term the term of this Deployment Manager
 * @param connected whether messages can pass
 * @param suspended whether orders are held back until a person confirms
 * @param handlers the kinds of targets that are installed, in lower case
 * @param templates by name and version
 * @param applications by name
 * @param targets by identifier
 * @param relocation what people should know of agents that have not come along to another messaging; empty when all have
 */
public record Picture(
        long term,
        boolean connected,
        boolean suspended,
        Set<String> handlers,
        Map<TemplateId, StoredTemplate> templates,
        Map<String, ApplicationPicture> applications,
        Map<String, StoredTarget> targets,
        String relocation) {

    /** Nothing at all: before the first state is loaded. */
    public static final Picture EMPTY = new Picture(0, false, false, Set.of(), Map.of(), Map.of(), Map.of(), "");
}

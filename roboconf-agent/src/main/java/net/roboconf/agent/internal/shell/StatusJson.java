package net.roboconf.agent.internal.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.roboconf.agent.internal.host.AgentStatus;
import net.roboconf.agent.internal.settings.SettingsReport;
import net.roboconf.core.json.OwnTypes;

/** The status of an agent, for programs. */
final class StatusJson {

    private StatusJson() {}

    /** One line of JSON: an object with all that is known of the agent, and of its settings. */
    static String of(SettingsReport settings, Optional<AgentStatus> status) {
        ObjectMapper mapper = mapper();
        ObjectNode all = mapper.createObjectNode();
        status.ifPresent(agent -> all.setAll((ObjectNode) mapper.valueToTree(agent)));
        all.set("settings", mapper.valueToTree(settings));
        return of(all);
    }

    private static ObjectMapper mapper() {
        return OwnTypes.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** One line of JSON. */
    static String of(Object status) {
        try {
            return mapper().writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every status can be written as JSON", e);
        }
    }
}

package net.roboconf.agent.internal.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import net.roboconf.core.json.OwnTypes;

/** The status of an agent, for programs. */
final class StatusJson {

    private StatusJson() {}

    /** One line of JSON. */
    static String of(Object status) {
        ObjectMapper mapper = OwnTypes.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        try {
            return mapper.writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every status can be written as JSON", e);
        }
    }
}

package net.roboconf.dm.internal.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import net.roboconf.core.json.OwnTypes;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredMessaging;
import net.roboconf.dm.internal.state.StoredTarget;

/**
 * Records as JSON, and back; what may be secret in them is sealed. Fields that are not known are passed over, so that an
 * older version can read a newer store.
 */
final class RecordCodec {

    /** The one entry of properties that are sealed; no property has this name. */
    private static final String SEALED = "";

    private static final TypeReference<Map<String, String>> PROPERTIES = new TypeReference<>() {};

    private final Seal seal;
    private final JsonMapper mapper = OwnTypes.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    RecordCodec(Seal seal) {
        this.seal = seal;
    }

    String write(StoredTarget target) {
        return write(
                (Object) new StoredTarget(target.id(), seal(target.properties()), target.template(), target.scripts()));
    }

    StoredTarget readTarget(String text) {
        StoredTarget kept = read(text, StoredTarget.class);
        return new StoredTarget(kept.id(), open(kept.properties()), kept.template(), kept.scripts());
    }

    String write(StoredMachine machine) {
        return write((Object) machine.withSecrets(seal(machine.properties()), seal.seal(machine.password())));
    }

    StoredMachine readMachine(String text) {
        StoredMachine kept = read(text, StoredMachine.class);
        return kept.withSecrets(open(kept.properties()), seal.open(kept.password()));
    }

    String write(StoredMessaging messaging) {
        return seal.seal(write((Object) messaging));
    }

    StoredMessaging readMessaging(String text) {
        return read(seal.open(text), StoredMessaging.class);
    }

    private Map<String, String> seal(Map<String, String> properties) {
        return properties.isEmpty() ? properties : Map.of(SEALED, seal.seal(write((Object) properties)));
    }

    private Map<String, String> open(Map<String, String> properties) {
        String sealed = properties.get(SEALED);
        if (sealed == null) {
            return properties;
        }
        try {
            return mapper.readValue(seal.open(sealed), PROPERTIES);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The store holds properties that cannot be read", e);
        }
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A record cannot be written: " + value, e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The store holds a " + type.getSimpleName() + " that cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}

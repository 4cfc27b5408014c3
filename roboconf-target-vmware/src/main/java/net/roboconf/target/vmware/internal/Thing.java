package net.roboconf.target.vmware.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What vSphere says about something.
 *
 * @param reference to it
 * @param properties by their paths; without those that it does not have, or that the user may not see
 */
record Thing(Reference reference, Map<String, Answer> properties) {

    /** Reads what vSphere calls the content of an object. */
    static Thing of(Answer content) {
        Map<String, Answer> properties = new LinkedHashMap<>();
        for (Answer property : content.all("propSet")) {
            property.at("val").ifPresent(value -> properties.put(property.text("name"), value));
        }
        return new Thing(content.reference("obj").orElseThrow(), properties);
    }

    /** A simple value; empty when there is none. */
    String text(String path) {
        return at(path).map(Answer::text).orElse("");
    }

    Optional<Answer> at(String path) {
        return Optional.ofNullable(properties.get(path));
    }

    Optional<Reference> reference(String path) {
        return at(path).map(Answer::reference);
    }

    /** A table of keys and values. */
    Map<String, String> table(String path) {
        Map<String, String> table = new LinkedHashMap<>();
        at(path).ifPresent(entries ->
                entries.children().forEach(entry -> table.put(entry.text("key"), entry.text("value"))));
        return table;
    }
}

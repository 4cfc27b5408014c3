package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What passes through a broker, by kind of message. Heartbeats pass with time, whatever happens: they are left out of sums. */
final class Traffic {

    private static final Set<String> WITH_TIME = Set.of("Heartbeat");

    private final Map<String, Count> kinds = new TreeMap<>();

    /**
     * One kind of message.
     *
     * @param published how many were handed to the broker
     * @param delivered how many it handed out: one for each participant that heard it
     * @param bytes of the bodies of those that were delivered, as JSON
     */
    record Count(long published, long delivered, long bytes) {

        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count more) {
            return new Count(published + more.published, delivered + more.delivered, bytes + more.bytes);
        }

        Count minus(Count less) {
            return new Count(published - less.published, delivered - less.delivered, bytes - less.bytes);
        }
    }

    /** A message was published, and delivered to this many. */
    void add(String kind, int hearers, int bytes) {
        kinds.merge(kind, new Count(1, hearers, (long) hearers * bytes), Count::plus);
    }

    Count of(String kind) {
        return kinds.getOrDefault(kind, Count.NONE);
    }

    Map<String, Count> kinds() {
        return kinds;
    }

    /** All but heartbeats. */
    Count all() {
        return kinds.entrySet().stream()
                .filter(kind -> !WITH_TIME.contains(kind.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Count.NONE, Count::plus);
    }

    /** What has passed since an earlier moment. */
    Traffic since(Traffic earlier) {
        Traffic difference = new Traffic();
        kinds.forEach((kind, count) -> difference.kinds.put(kind, count.minus(earlier.of(kind))));
        return difference;
    }

    Traffic copy() {
        return since(new Traffic());
    }

    ObjectNode toJson(ObjectMapper mapper) {
        ObjectNode json = mapper.createObjectNode();
        kinds.forEach((kind, count) -> json.set(kind, mapper.valueToTree(count)));
        return json;
    }

    static Traffic fromJson(JsonNode json) {
        Traffic traffic = new Traffic();
        json.properties()
                .forEach(kind -> traffic.kinds.put(
                        kind.getKey(),
                        new Count(
                                kind.getValue().path("published").asLong(),
                                kind.getValue().path("delivered").asLong(),
                                kind.getValue().path("bytes").asLong())));
        return traffic;
    }
}

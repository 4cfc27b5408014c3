package net.roboconf.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small trees of instances that say all that an instance can say; no graph has their components. */
public final class RandomInstances {

    private static final List<String> KEYS = List.of("ip", "port", "Tomcat.port", "ec2.elastic.ip", "name-of-it");
    private static final List<String> VALUES =
            List.of("", " ", "1.2.3.4", "two words", " on both sides ", "a; b", "a, b", "{", "}", "x: y", "$(IP)", "é");

    private final Random random;

    private RandomInstances(long seed) {
        this.random = new Random(seed);
    }

    public static List<InstanceDefinition> instances(long seed) {
        return new RandomInstances(seed).siblings(4);
    }

    private List<InstanceDefinition> siblings(int depth) {
        List<InstanceDefinition> siblings = new ArrayList<>();
        for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
            siblings.add(new InstanceDefinition(
                    random.nextBoolean() ? "i-" + i : "my instance " + i + ".0",
                    "C" + random.nextInt(5),
                    texts(),
                    texts(),
                    random.nextInt(3) == 0 ? List.of("a", "b c") : List.of(),
                    siblings(depth - 1)));
        }
        return siblings;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            texts.put(KEYS.get(random.nextInt(KEYS.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        return texts;
    }
}

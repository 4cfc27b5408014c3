package net.roboconf.target.ec2.internal;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.target.MachineRequest;

/** The tags that say what was made for whom. They come with the very request that makes something. */
final class Tags {

    static final String NAME = "Name";

    /** The key of the machine that something was made for, and goes with. */
    static final String MACHINE = "roboconf-machine";

    /** {@link MachineRequest#owner()}. */
    static final String OWNER = "roboconf-owner";

    private static final String APPLICATION = "roboconf-application";
    private static final String INSTANCE = "roboconf-instance";

    /** Tags that are not the user's. */
    static final Set<String> OURS = Set.of(MACHINE, OWNER, APPLICATION, INSTANCE);

    private Tags() {}

    /** Of what goes with the machine. */
    static Map<String, String> ofMachine(MachineRequest request, Map<String, String> own) {
        Map<String, String> tags = of(request, request.application() + "." + root(request));
        tags.putAll(own);
        tags.put(MACHINE, request.key().value());
        return tags;
    }

    /** Of a volume that outlives the machine. */
    static Map<String, String> ofKept(MachineRequest request, String name, Map<String, String> own) {
        Map<String, String> tags = new TreeMap<>(own);
        tags.putAll(of(request, name));
        return tags;
    }

    private static Map<String, String> of(MachineRequest request, String name) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(NAME, name);
        tags.put(OWNER, request.owner());
        tags.put(APPLICATION, request.application());
        tags.put(INSTANCE, request.path().value());
        return tags;
    }

    /** The name of the outermost instance. */
    static String root(MachineRequest request) {
        return request.path().value().split("/")[1];
    }

    /** Adds tags to a request that makes something of this type. */
    static void add(Ec2Call call, int number, String resourceType, Map<String, String> tags) {
        String specification = "TagSpecification." + number;
        call.with(specification + ".ResourceType", resourceType);
        int tag = 1;
        for (Map.Entry<String, String> one : tags.entrySet()) {
            call.with(specification + ".Tag." + tag + ".Key", one.getKey());
            call.with(specification + ".Tag." + tag + ".Value", one.getValue());
            tag++;
        }
    }
}

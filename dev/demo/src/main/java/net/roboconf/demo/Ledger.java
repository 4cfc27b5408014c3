package net.roboconf.demo;

import static net.roboconf.demo.Rest.good;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application whose recipes take a second for each step and write down that they were run, in one file for all
 * machines: so it is seen what was done twice.
 */
final class Ledger {

    /** As many machines as the application has, with one instance on each. */
    static final int MACHINES = 4;

    static final List<String> SOFTWARE = List.of("/vm-db/db", "/vm-1/shop", "/vm-2/shop", "/vm-3/shop");

    private static final String APPLICATION = "/applications/ledger";

    private final Path file;
    private final List<String> software;
    private final List<String> recorded;
    private final Path gate;
    private Map<String, Integer> before = Map.of();

    /** @param file in which the recipes write; need not exist yet */
    Ledger(Path file) {
        this(file, SOFTWARE, List.of("deploy", "start", "stop", "undeploy"), null);
    }

    /**
     * The same with other machines.
     *
     * @param software what is on them: paths of two names, of which those that begin with {@code db} export
     * @param recorded the steps that the recipes have
     * @param gate {@code deploy} goes on when this file exists; null for at once
     */
    Ledger(Path file, List<String> software, List<String> recorded, Path gate) {
        this.file = file;
        this.software = software;
        this.recorded = recorded;
        this.gate = gate;
    }

    /** Uploads the template and makes the application. */
    void create(Rest rest) {
        good(() -> rest.upload("/templates", Zip.of(template()), "application/zip"));
        good(() -> rest.send("POST", "/applications", Map.of("name", "ledger", "template", "Ledger")));
    }

    private Map<String, String> template() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "descriptor/application.properties",
                """
                name = Ledger
                version = 1.0
                dsl-id = roboconf-1.0
                graph-entry-point = ledger.graph
                instance-entry-point = ledger.instances
                """);
        files.put(
                "graph/ledger.graph",
                """
                VM {
                  installer: target;
                  children: Data, Shop;
                }
                Data {
                  installer: script;
                  exports: port = 3306;
                }
                Shop {
                  installer: script;
                  imports: Data.port;
                }
                """);
        files.put("graph/VM/target.properties", "id = ledger\nname = Machines of Ledger\nhandler = local\n");
        for (String component : List.of("Data", "Shop")) {
            for (String step : recorded) {
                files.put(
                        "graph/" + component + "/scripts/" + step + ".sh",
                        "#!/bin/bash\necho \"" + step + " $ROBOCONF_INSTANCE_PATH\" >>'" + file + "'\n" + pause(step));
            }
        }
        StringBuilder instances = new StringBuilder();
        for (String path : software) {
            String[] names = path.split("/");
            instances.append("instance of VM {\n  name: %s;\n  instance of %s {\n    name: %s;\n  }\n}\n"
                    .formatted(names[1], names[2].startsWith("db") ? "Data" : "Shop", names[2]));
        }
        files.put("instances/ledger.instances", instances.toString());
        return files;
    }

    private String pause(String step) {
        return gate != null && step.equals("deploy")
                ? "until [ -e '" + gate + "' ]; do sleep 0.2; done\n"
                : "sleep 1\n";
    }

    /** Orders something for one instance, or for all: null. */
    void order(Rest rest, String action, String path) {
        String query = path == null ? "" : "?path=" + Rest.query(path);
        good(() -> rest.send("POST", APPLICATION + "/actions/" + action + query));
    }

    /** Deletes the application. */
    void delete(Rest rest) {
        good(() -> rest.send("DELETE", APPLICATION));
    }

    /** What the manager says of each instance: path to state. */
    Map<String, String> states(Rest rest) {
        Map<String, String> states = new TreeMap<>();
        good(() -> rest.send("GET", APPLICATION + "/instances"))
                .json()
                .forEach(instance -> states.put(
                        instance.path("path").asText(),
                        instance.path("actual").asText()
                                + (instance.path("machine")
                                                .path("agent")
                                                .asText()
                                                .equals("LOST")
                                        ? " LOST"
                                        : "")));
        return states;
    }

    /** Whether all instances are in a state. */
    boolean are(Rest rest, String state) {
        return states(rest).values().stream().allMatch(state::equals);
    }

    boolean is(Rest rest, String path, String state) {
        return state.equals(states(rest).get(path));
    }

    /** All steps that were run: how often. */
    Map<String, Integer> steps() {
        Map<String, Integer> steps = new TreeMap<>();
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file).forEach(step -> steps.merge(step, 1, Integer::sum));
            } catch (IOException e) {
                throw new Trouble(file + " cannot be read", e);
            }
        }
        return steps;
    }

    /** Those that were run before {@link #newSteps} was asked last. */
    Map<String, Integer> before() {
        return before;
    }

    /** Those that were run since this was asked last. */
    Map<String, Integer> newSteps() {
        Map<String, Integer> now = steps();
        Map<String, Integer> fresh = new TreeMap<>(now);
        before.forEach((step, times) -> fresh.merge(step, -times, Integer::sum));
        fresh.values().removeIf(times -> times == 0);
        before = now;
        return fresh;
    }
}

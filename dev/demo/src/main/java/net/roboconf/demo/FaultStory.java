package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bad input and recipes that fail, on a Deployment Manager that runs: each is told plainly, changes nothing else, and is
 * got over.
 */
final class FaultStory {

    private static final String APPLICATION = "/applications/faults";
    private static final String FAILING = "/vm/failing";
    private static final String HANGING = "/vm/hanging";

    /** An argument that no other process has: by it is seen whether the hanging script has left something behind. */
    private static final String HANGS_FOR = "86399";

    private static final Map<String, String> TEMPLATE = Map.of(
            "descriptor/application.properties",
            """
            name = Faults
            version = 1.0
            dsl-id = roboconf-1.0
            graph-entry-point = faults.graph
            instance-entry-point = faults.instances
            """,
            "graph/faults.graph",
            """
            VM {
              installer: target;
              children: Failing, Hanging;
            }
            Failing {
              installer: script;
            }
            Hanging {
              installer: script;
            }
            """,
            "graph/VM/target.properties",
            "id = faults\nname = Machines of Faults\nhandler = local\n",
            "graph/Failing/scripts/start.sh",
            "#!/bin/bash\necho looking for a licence\necho 'there is none' >&2\nexit 3\n",
            "graph/Failing/supervision.properties",
            "restart-attempts = 0\n",
            "graph/Hanging/scripts/start.sh",
            "#!/bin/bash\necho asking\nsetsid sleep " + HANGS_FOR + " &\nsleep " + HANGS_FOR + "\n",
            "graph/Hanging/supervision.properties",
            "restart-attempts = 0\nstep-time-limit = 3s\n",
            "instances/faults.instances",
            """
            instance of VM {
              name: vm;
              instance of Failing {
                name: failing;
              }
              instance of Hanging {
                name: hanging;
              }
            }
            """);

    private final Installation installation;
    private final Rest rest;
    private final Checks checks;

    FaultStory(Installation installation, Checks checks) {
        this.installation = installation;
        this.rest = installation.rest();
        this.checks = checks;
    }

    void tell() {
        try {
            badInput();
            failingSteps();
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private void badInput() throws Rest.Unreachable {
        String templates = rest.send("GET", "/templates").body();
        refused("something that is no ZIP file", upload("no archive".getBytes(StandardCharsets.UTF_8)), 400, "ZIP");
        Map<String, String> leaving = new LinkedHashMap<>(TEMPLATE);
        leaving.put("../leaves-its-folder", "x");
        refused("a ZIP file that leads out of its folder", upload(Zip.of(leaving)), 400, "../leaves-its-folder");
        Map<String, String> withoutGraph = new LinkedHashMap<>(TEMPLATE);
        withoutGraph.keySet().removeIf(name -> name.startsWith("graph/"));
        refused("a template without a graph", upload(Zip.of(withoutGraph)), 400, "graph");
        refused(
                "an unknown template",
                rest.send("POST", "/applications", Map.of("name", "x", "template", "Nothing")),
                404,
                "Nothing");
        refused(
                "JSON with a wrong field",
                rest.send("POST", "/applications", Map.of("nam", "x", "template", "Lamp")),
                400,
                "nam");
        refused(
                "a wrong password",
                new Rest(installation.address(), "admin", "wrong").send("GET", "/applications"),
                401,
                "password");
        checks.check(
                "nothing of it has changed anything",
                rest.send("GET", "/templates").body().equals(templates));
    }

    private void failingSteps() throws Rest.Unreachable {
        checks.check("the template of faults is taken", upload(Zip.of(TEMPLATE)).isGood());
        rest.send("POST", "/applications", Map.of("name", "faults", "template", "Faults"));
        refused("an unknown instance", act("start", "/nowhere"), 404, "/nowhere");
        refused(
                "a state that nobody can be asked to be in",
                rest.send(
                        "PUT",
                        APPLICATION + "/instance/state?path=" + Rest.query(FAILING),
                        Map.of("expected", "STARTING")),
                400,
                "DEPLOYED_STARTED");
        rest.send("POST", APPLICATION + "/actions/deploy");

        checks.until("a script that exits with 3 is a PROBLEM", () -> isProblem(FAILING, "STEP_FAILED"));
        JsonNode step = instance(FAILING).path("lastStep");
        checks.check(
                "with its exit code, and what it wrote",
                step.path("exitCode").asInt() == 3
                        && step.path("output").asText().contains("looking for a licence")
                        && step.path("output").asText().contains("there is none"));
        checks.check(
                "which are its explanation as well",
                rest.send("GET", APPLICATION + "/instance/explanation?path=" + Rest.query(FAILING))
                        .json()
                        .path("text")
                        .asText()
                        .contains("there is none"));

        checks.until("a script that hangs meets its time limit", () -> isProblem(HANGING, "STEP_TIMEOUT"));
        checks.until("all that it has started is gone", () -> sleepers() == 0);
        act("retry", HANGING);
        checks.until("asked for again, it runs again", () -> is(HANGING, "STARTING", "NONE") && sleepers() == 2);
        act("cancel-step", HANGING);
        checks.until("a person can cancel it", () -> isProblem(HANGING, "STEP_CANCELLED") && sleepers() == 0);

        refused("deleting an application that has a machine", rest.send("DELETE", APPLICATION), 409, "/vm");
        refused("deleting a template that is in use", rest.send("DELETE", "/templates/Faults/1.0"), 409, "faults");
        rest.send("POST", APPLICATION + "/actions/undeploy");
        checks.until(
                "what has failed can be undeployed",
                () -> is("/vm", "NOT_DEPLOYED", "NONE") && is(FAILING, "NOT_DEPLOYED", "NONE"));
        checks.check("and deleted", rest.send("DELETE", APPLICATION).isGood());
        checks.check(
                "with its template",
                rest.send("DELETE", "/templates/Faults/1.0").isGood());
    }

    /** A refusal says what was wrong, in the words of who sent it. */
    private void refused(String what, Rest.Answer answer, int status, String named) {
        boolean good = answer.status() == status && answer.problem().contains(named);
        checks.check(what + " is refused: " + answer.status() + " " + answer.problem(), good);
    }

    private Rest.Answer upload(byte[] archive) throws Rest.Unreachable {
        return rest.upload("/templates", archive, "application/zip");
    }

    private Rest.Answer act(String action, String path) throws Rest.Unreachable {
        return rest.send("POST", APPLICATION + "/actions/" + action + "?path=" + Rest.query(path));
    }

    private boolean isProblem(String path, String reason) {
        return is(path, "PROBLEM", reason);
    }

    private boolean is(String path, String state, String reason) {
        JsonNode instance = instance(path);
        return instance.path("actual").asText().equals(state)
                && instance.path("reason").asText().equals(reason);
    }

    private JsonNode instance(String path) {
        try {
            return rest.send("GET", APPLICATION + "/instance?path=" + Rest.query(path))
                    .json();
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private long sleepers() {
        return installation.processes().running("sleep").stream()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains(HANGS_FOR))
                        .isPresent())
                .count();
    }
}

package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The example application on an installation, whatever its recipes are for. */
public final class Lamp {

    /** The name of the application. */
    public static final String APPLICATION = "lamp";

    /** What belongs to an application; the example has its own tests and pages beside it. */
    private static final List<String> PARTS = List.of("descriptor/", "graph/", "instances/");

    private static final String APPLICATIONS = "/applications";
    private static final String OURS = APPLICATIONS + "/" + APPLICATION;

    private final Rest rest;

    /** The application that this client drives; it need not exist yet. */
    public Lamp(Rest rest) {
        this.rest = rest;
    }

    /**
     * One instance.
     *
     * @param path where it stands
     * @param component the name of its component
     * @param expected what is asked of it
     * @param actual what it does
     * @param reason why, {@code NONE} for nothing
     * @param message what is special about it
     * @param since when it came into this state, as the Deployment Manager writes it
     * @param failedStep what the last step wrote when it failed; empty when it did not
     * @param agent whether the agent of its machine is heard of, in the words of the Deployment Manager
     * @param exports full name to value
     */
    public record Instance(
            String path,
            String component,
            String expected,
            String actual,
            String reason,
            String message,
            String since,
            String failedStep,
            String agent,
            Map<String, String> exports) {

        /** Whether it is a machine. */
        public boolean isMachine() {
            return path.indexOf('/', 1) < 0;
        }

        /** Whether a person has to look after it: nothing more will be tried by itself. */
        public boolean isStuck() {
            return actual.equals("PROBLEM") && !message.contains("starts again in");
        }

        /** Whether its state is what its agent says now, not what is remembered of it. */
        public boolean isKnown() {
            return actual.equals("NOT_DEPLOYED") || agent.equals("CONNECTED");
        }

        /** Whether it is where it should be. */
        public boolean isSettled() {
            return actual.equals(expected) && isKnown();
        }

        /** Whether it is started. */
        public boolean isStarted() {
            return actual.equals("DEPLOYED_STARTED") && isKnown();
        }

        /** The value of an export; null when it has none. */
        public String export(String name) {
            return exports.get(name);
        }
    }

    /**
     * Uploads the template, unless the same is there.
     *
     * @param example the folder of the application
     * @param zip where to put the archive
     */
    public void upload(Path example, Path zip) {
        try {
            zip(example, zip);
            Rest.Answer answer = rest.upload("/templates", zip, "application/zip");
            if (!answer.isGood() && answer.status() != 409) {
                throw new Trouble("The application was refused: " + answer.problem());
            }
        } catch (IOException e) {
            throw new Trouble("The example cannot be uploaded: " + e.getMessage(), e);
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    /** Makes the application from the newest template of its name, unless it is there. */
    public void create() {
        if (exists()) {
            return;
        }
        JsonNode templates = get("/templates");
        JsonNode newest = templates.get(templates.size() - 1);
        good(send(
                "POST",
                APPLICATIONS,
                Map.of(
                        "name",
                        APPLICATION,
                        "template",
                        newest.path("name").asText(),
                        "version",
                        newest.path("version").asText())));
    }

    /** Whether the application is there. */
    public boolean exists() {
        return send("GET", OURS).isGood();
    }

    /** Has everything deployed and started. */
    public void deploy() {
        good(send("POST", OURS + "/actions/deploy"));
    }

    /** Has everything tried again that is in {@code PROBLEM}. */
    public void retry() {
        good(send("POST", OURS + "/actions/retry"));
    }

    /** Has everything undeployed, machines included. */
    public void undeploy() {
        good(send("POST", OURS + "/actions/undeploy"));
    }

    /** Asks for an action on one instance: {@code start}, {@code stop}, {@code deploy}, {@code undeploy}, {@code retry}. */
    public void act(String action, String path) {
        good(send("POST", OURS + "/actions/" + action + "?path=" + Rest.query(path)));
    }

    /** Deletes the application. */
    public void delete() {
        good(send("DELETE", OURS));
    }

    /** All instances, parents before their children. */
    public List<Instance> instances() {
        List<Instance> instances = new ArrayList<>();
        get(OURS + "/instances").forEach(node -> instances.add(instance(node)));
        return instances;
    }

    /** Adds a Tomcat on a machine of its own, and has it started. */
    public void addTomcat() {
        List<Instance> before = instances();
        int number = 1;
        while (has(before, "/tomcat-vm-" + number)) {
            number++;
        }
        String machine = "tomcat-vm-" + number;
        add(null, machine, "VM");
        add("/" + machine, "tomcat", "Tomcat");
        act("deploy", "/" + machine);
    }

    /** Adds a Tomcat to a machine that is there, and has it started. */
    public void addTomcatOn(String machine, String name) {
        add(machine, name, "Tomcat");
        act("deploy", machine + "/" + name);
    }

    /** Removes an instance with all below it; what is deployed of it is undeployed before. */
    public void remove(String path) {
        good(send("DELETE", OURS + "/instance?undeploy=true&path=" + Rest.query(path)));
    }

    private void add(String parent, String name, String component) {
        Map<String, String> body = new TreeMap<>(Map.of("name", name, "component", component));
        if (parent != null) {
            body.put("parent", parent);
        }
        good(send("POST", OURS + "/instances", body));
    }

    private static boolean has(List<Instance> instances, String path) {
        return instances.stream().anyMatch(instance -> instance.path().equals(path));
    }

    /** The Tomcats that there are, sorted by path. */
    public List<Instance> tomcats() {
        return instances().stream()
                .filter(instance -> instance.component().equals("Tomcat"))
                .toList();
    }

    /** Why an instance is not where it should be: the chain of reasons down to the root, a line for each. */
    public List<String> explanation(String path) {
        List<String> lines = new ArrayList<>();
        get(OURS + "/instance/explanation?path=" + Rest.query(path))
                .path("links")
                .forEach(link -> lines.add("  ".repeat(link.path("depth").asInt())
                        + link.path("sentence").asText()));
        return lines;
    }

    /** The end of the log of an instance's steps, or why it cannot be had. */
    public String log(String path) {
        Rest.Answer answer = send("GET", OURS + "/instance/log?bytes=65536&path=" + Rest.query(path));
        return answer.isGood() ? answer.body() : "(" + answer.problem() + ")";
    }

    /** Where the load balancer listens; null while it is not started. */
    public String address() {
        return instances().stream()
                .filter(instance -> instance.component().equals("Apache")
                        && instance.actual().equals("DEPLOYED_STARTED"))
                .map(apache -> "http://" + apache.export("Apache.ip") + ":" + apache.export("Apache.httpPort") + "/")
                .findFirst()
                .orElse(null);
    }

    /** Fetches a page, on a connection of its own. */
    public static String fetch(String address) {
        return page(address, HttpRequest.newBuilder(URI.create(address)).GET());
    }

    /** Leaves a note in the database, by the form of the page. */
    public static String leaveNote(String address, String note) {
        return page(
                address,
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("note=" + Rest.query(note))));
    }

    private static String page(String address, HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(Duration.ofSeconds(20)).build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Trouble(address + " answered " + response.statusCode() + ": "
                        + response.body().lines().findFirst().orElse(""));
            }
            return response.body();
        } catch (IOException e) {
            throw new Trouble(address + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted", e);
        }
    }

    private JsonNode get(String path) {
        return good(send("GET", path)).json();
    }

    private Rest.Answer send(String method, String path) {
        try {
            return rest.send(method, path);
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage() + "; ./demo up starts the Deployment Manager again", e);
        }
    }

    private Rest.Answer send(String method, String path, Map<String, ?> body) {
        try {
            return rest.send(method, path, body);
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage() + "; ./demo up starts the Deployment Manager again", e);
        }
    }

    private static Rest.Answer good(Rest.Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble("The Deployment Manager refused: " + answer.problem());
        }
        return answer;
    }

    private static Instance instance(JsonNode node) {
        Map<String, String> exports = new TreeMap<>();
        node.path("exports")
                .properties()
                .forEach(entry -> exports.put(entry.getKey(), entry.getValue().asText()));
        return new Instance(
                node.path("path").asText(),
                node.path("component").asText(),
                node.path("expected").asText(),
                node.path("actual").asText(),
                node.path("reason").asText("NONE"),
                node.path("message").asText(""),
                node.path("since").asText(""),
                node.path("lastStep").path("succeeded").asBoolean(true)
                        ? ""
                        : node.path("lastStep").path("output").asText("").strip(),
                node.path("machine").path("agent").asText("NONE"),
                exports);
    }

    /**
     * Packs a folder, its files in a fixed order and at a fixed time: equal folders give equal archives. Of links the archive
     * has what they lead to: so examples share files.
     */
    static void zip(Path folder, Path zip) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (PARTS.stream().noneMatch(name::startsWith)) {
                    continue;
                }
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                archive.putNextEntry(entry);
                Files.copy(file, archive);
                archive.closeEntry();
            }
        }
    }
}

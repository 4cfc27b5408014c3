package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;

/**
 * The Deployment Manager is killed while it has ten machines made in an OpenStack cloud: each time there must be just ten
 * afterwards, all of them known. In the end nothing may be left. Servers of this cloud run nothing, so their agents are
 * waited for in vain. Prints each check, and at the end {@code N passed, N failed}.
 *
 * <p>Arguments: a folder, the checkout, what {@code dev/backends/openstack start} has printed, how often, a number that the
 * moments follow from. Only {@code dev/openstack} starts it.
 */
public final class OpenstackStory {

    private static final String FEATURE = "roboconf-target-openstack";
    private static final int MACHINES = 10;
    private static final int LONGEST = 9000;

    private final Path checkout;
    private final Installation installation;
    private final Properties settings;
    private final OpenstackProject project;
    private final Checks checks = new Checks(System.out);

    private OpenstackStory(Path folder, Path checkout, Path settings) {
        this.checkout = checkout;
        this.installation = new Installation(folder);
        this.settings = Installation.read(settings);
        this.project = new OpenstackProject(this.settings);
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        OpenstackStory story = new OpenstackStory(Path.of(args[0]).toRealPath(), Path.of(args[1]), Path.of(args[2]));
        try {
            story.tell(Integer.parseInt(args[3]), new Random(Long.parseLong(args[4])));
        } catch (Trouble e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
        } finally {
            story.installation.stop();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell(int rounds, Random random) throws IOException {
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"),
                Demo.archive(checkout, "karaf-dist-agent"),
                Map.of("net.roboconf.dm.cfg", Map.of("rehearsal", "false")));
        installTarget();
        installation.start();
        checks.until("the target accepts the definition", () -> {
            try {
                return rest().send(
                                "PUT",
                                "/targets/cloud",
                                Map.of("handler", "iaas-openstack", "properties", definition()))
                        .isGood();
            } catch (Rest.Unreachable e) {
                return false;
            }
        });
        good("POST", "/targets/cloud/check", null);
        good(() -> rest().upload("/templates", Zip.of(template()), "application/zip"));
        List<String> applications = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            String name = "app" + i;
            applications.add(name);
            round(name, random.nextInt(LONGEST));
        }
        checks.until("all is undeployed", () -> applications.stream().allMatch(this::isGone));
        checks.until("nothing is left at the cloud", () -> project.made().isEmpty());
    }

    /** Has the feature installed with the others, at the first start. */
    private void installTarget() throws IOException {
        Path file = installation.home().resolve("etc/org.apache.karaf.features.cfg");
        String features = Files.readString(file);
        if (!features.contains(FEATURE)) {
            Files.writeString(
                    file, features.replaceFirst("roboconf-target-local/([0-9A-Z.]+)", "$0, " + FEATURE + "/$1"));
        }
    }

    private void round(String application, int moment) {
        good("POST", "/applications", Map.of("name", application, "template", "Ten"));
        good("PUT", "/applications/" + application + "/targets", Map.of("target", "cloud"));
        good("POST", "/applications/" + application + "/actions/deploy", null);
        Checks.pause(Duration.ofMillis(moment));
        installation.kill();
        int before = project.servers(application).size();
        installation.start();
        checks.until(
                application + ", killed after " + moment + " ms with " + before + " servers there: all are known",
                () -> machines(application).size() == MACHINES);
        List<String> known = machines(application);
        List<String> there = project.servers(application);
        checks.check(
                "they are the " + MACHINES + " that exist",
                there.size() == MACHINES && new HashSet<>(known).equals(new HashSet<>(there)),
                "known are " + known + ", there are " + there);
        good("POST", "/applications/" + application + "/actions/undeploy", null);
    }

    private Map<String, String> definition() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("openstack.keystone-url", settings.getProperty("keystone-url"));
        properties.put("openstack.user", settings.getProperty("user"));
        properties.put("openstack.password", settings.getProperty("password"));
        properties.put("openstack.project-name", settings.getProperty("project-name"));
        properties.put("openstack.image-name", settings.getProperty("image"));
        properties.put("openstack.flavor-name", settings.getProperty("flavor"));
        properties.put("openstack.network", settings.getProperty("network"));
        properties.put("openstack.floating-ip-pool", settings.getProperty("floating-ip-pool"));
        properties.put("openstack.security-group-rules", "tcp:22:0.0.0.0/0");
        properties.put("openstack.use-block-storage", "data");
        properties.put("openstack.volume-size.data", "1");
        properties.put("openstack.delete-volume-on-termination.data", "true");
        properties.put("openstack.requests-per-second", "50");
        return properties;
    }

    private static Map<String, String> template() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "descriptor/application.properties",
                """
                name = Ten
                version = 1.0
                dsl-id = roboconf-1.0
                graph-entry-point = ten.graph
                instance-entry-point = ten.instances
                """);
        files.put("graph/ten.graph", "VM {\n  installer: target;\n}\n");
        StringBuilder instances = new StringBuilder();
        for (int i = 1; i <= MACHINES; i++) {
            instances.append("instance of VM {\n  name: vm-").append(i).append(";\n}\n");
        }
        files.put("instances/ten.instances", instances.toString());
        return files;
    }

    /** The identifiers of the machines that are known. */
    private List<String> machines(String application) {
        List<String> ids = new ArrayList<>();
        for (JsonNode instance :
                good("GET", "/applications/" + application + "/instances", null).json()) {
            String id = instance.path("machine").path("machineId").asText("");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return ids;
    }

    private boolean isGone(String application) {
        for (JsonNode instance :
                good("GET", "/applications/" + application + "/instances", null).json()) {
            if (!instance.path("actual").asText().equals("NOT_DEPLOYED")) {
                return false;
            }
        }
        return true;
    }

    /** A request to the Deployment Manager. */
    private interface Request {

        Rest.Answer send() throws Rest.Unreachable, IOException;
    }

    private Rest.Answer good(String method, String path, Map<String, ?> body) {
        return good(() -> body == null ? rest().send(method, path) : rest().send(method, path, body));
    }

    private static Rest.Answer good(Request request) {
        try {
            Rest.Answer answer = request.send();
            if (!answer.isGood()) {
                throw new Trouble("The Deployment Manager refused: " + answer.problem());
            }
            return answer;
        } catch (Rest.Unreachable | IOException e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private Rest rest() {
        return installation.rest();
    }
}

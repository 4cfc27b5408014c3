package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be true of the lamp example whenever nothing is under way, whatever went wrong before: what the Deployment
 * Manager says, what runs on the machines, and what each server has been told of the others.
 */
final class Invariants {

    private static final Map<String, String> PROGRAMS =
            Map.of("MySQL", "mariadbd", "Tomcat", "java", "Apache", "apache2");
    private static final Pattern MEMBER = Pattern.compile("BalancerMember \"http://([0-9.:]+)\"");
    private static final Pattern DATABASE = Pattern.compile("jdbc:mariadb://([0-9.:]+)/");
    private static final String DEPLOYED = "DEPLOYED_STARTED";
    private static final String GONE = "NOT_DEPLOYED";

    private final Installation installation;
    private final Inventory inventory;
    private final List<String> wrong = new ArrayList<>();
    private List<JsonNode> instances = List.of();
    private List<Inventory.Server> servers = List.of();

    private Invariants(Installation installation) {
        this.installation = installation;
        this.inventory = new Inventory(installation);
    }

    /** What is wrong now, each in a sentence; empty when all is well. */
    static List<String> broken(Installation installation) {
        Invariants now = new Invariants(installation);
        try {
            now.look();
        } catch (Rest.Unreachable | Trouble e) {
            now.wrong.add(e.getMessage());
        } catch (IOException e) {
            now.wrong.add("something could not be read: " + e);
        }
        return now.wrong;
    }

    private void look() throws Rest.Unreachable, IOException {
        JsonNode status = get("").path("status");
        hold(status.path("ready").asBoolean() && status.path("connected").asBoolean(), "the manager is not ready");
        hold(status.path("notices").isEmpty(), "the manager has to say: " + status.path("notices"));
        List<JsonNode> all = new ArrayList<>();
        get("/applications/" + Lamp.APPLICATION + "/instances").forEach(all::add);
        instances = all;
        servers = inventory.servers();
        instances.forEach(this::isAsOrdered);
        Set<String> keys = instances.stream()
                .filter(instance -> instance.path("component").asText().equals("VM"))
                .filter(instance -> !actual(instance).equals(GONE))
                .map(instance -> instance.path("machine").path("key").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        machines(keys);
        software();
        if (wrong.isEmpty() && keys.size() > 1) {
            balancer();
            database();
            configurations();
        }
    }

    private void isAsOrdered(JsonNode instance) {
        String agent = instance.path("machine").path("agent").asText("");
        boolean known = actual(instance).equals(GONE) || agent.equals("CONNECTED");
        hold(
                actual(instance).equals(instance.path("expected").asText())
                        && instance.path("reason").asText("NONE").equals("NONE")
                        && known,
                instance.path("path").asText() + " is " + actual(instance) + " "
                        + instance.path("reason").asText() + " instead of "
                        + instance.path("expected").asText() + "; its agent is " + agent + "; "
                        + instance.path("message").asText());
    }

    /** As many agents as machines, a folder for each machine and no other, and nothing that runs on a machine that is none. */
    private void machines(Set<String> keys) throws IOException {
        List<String> agents =
                inventory.agents().stream().map(Inventory::machineOf).sorted().toList();
        hold(agents.equals(List.copyOf(keys)), "the machines are " + keys + ", agents run for " + agents);
        Set<String> folders = new TreeSet<>();
        Path parent = installation.home().resolve("machines");
        if (Files.exists(parent)) {
            try (Stream<Path> found = Files.list(parent)) {
                found.filter(Files::isDirectory)
                        .forEach(folder -> folders.add(folder.getFileName().toString()));
            }
        }
        // Not a machine's: where distributions are unpacked.
        folders.removeIf(name ->
                !keys.contains(name) && Files.notExists(parent.resolve(name).resolve("data")));
        hold(folders.equals(keys), "the machines are " + keys + ", there are folders for " + folders);
        inventory.marked().forEach((process, key) -> {
            if (!keys.contains(key)) {
                hold(!process.isAlive(), "of machine " + key + ", which is gone, there is process " + process.info());
            }
        });
    }

    /** One server for each started instance, on its machine, and no other. */
    private void software() {
        Map<String, String> machines = new TreeMap<>();
        instances.forEach(instance -> machines.put(
                instance.path("path").asText(),
                instance.path("machine").path("key").asText("")));
        List<String> expected = instances.stream()
                .filter(instance ->
                        PROGRAMS.containsKey(instance.path("component").asText()))
                .filter(instance -> actual(instance).equals(DEPLOYED))
                .map(instance -> PROGRAMS.get(instance.path("component").asText()) + " on "
                        + machines.get(instance.path("machine").path("path").asText()))
                .sorted()
                .toList();
        List<String> found = servers.stream()
                .map(server -> server.program() + " on " + server.machine())
                .sorted()
                .toList();
        hold(found.equals(expected), "there should be " + expected + ", there are " + found);
    }

    /** The balancer has been told of exactly the Tomcats that are started, and each of them answers through it. */
    private void balancer() throws IOException {
        Set<String> told =
                found(MEMBER, Files.readString(folderOf("apache2", "httpd.conf").resolve("members.conf")));
        Set<String> started = addresses("Tomcat", "Tomcat.ip", "Tomcat.httpPort");
        hold(told.equals(started), "the balancer knows " + told + ", started are " + started);
        Set<String> waitedFor = instances.stream()
                .filter(instance -> instance.path("component").asText().equals("Tomcat"))
                .map(instance -> instance.path("path").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        String address = "http://"
                + addresses("Apache", "Apache.ip", "Apache.httpPort").iterator().next() + "/";
        for (int i = 0; i < 10 * started.size() && !waitedFor.isEmpty(); i++) {
            String page = Lamp.fetch(address);
            waitedFor.removeIf(path -> page.contains("Answered by " + path + "<"));
        }
        hold(waitedFor.isEmpty(), "through the balancer nothing comes from " + waitedFor);
    }

    /** The database has let in exactly the Tomcats that are started. */
    private void database() {
        Path data = folderOf("mariadbd", "my.cnf").resolve("data");
        String accounts = Shell.feed(
                data,
                "SELECT User, Host FROM mysql.global_priv WHERE User LIKE 'tomcat\\_%'"
                        + " AND COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0) = 0;\n",
                "mariadb",
                "--no-defaults",
                "--socket=mysql.sock",
                "--user=" + System.getProperty("user.name"),
                "--batch",
                "--skip-column-names");
        Set<String> open = accounts.lines().collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = instances.stream()
                .filter(instance -> instance.path("component").asText().equals("Tomcat"))
                .map(instance -> account(instance.path("path").asText()) + "\t"
                        + instance.path("exports").path("Tomcat.ip").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        hold(open.equals(expected), "the database has accounts for " + open + ", started are " + expected);
    }

    /** Each Tomcat goes to the database that is there. */
    private void configurations() throws IOException {
        Set<String> database = addresses("MySQL", "MySQL.ip", "MySQL.port");
        for (Inventory.Server tomcat : servers) {
            String base = tomcat.argument("-Dcatalina.base=");
            if (base != null) {
                Set<String> told = found(DATABASE, Files.readString(Path.of(base, "conf/server.xml")));
                hold(told.equals(database), "a Tomcat goes to the database at " + told + ", it is at " + database);
            }
        }
    }

    private Inventory.Server server(String program) {
        return servers.stream()
                .filter(server -> server.program().equals(program))
                .findFirst()
                .orElseThrow(() -> new Trouble(program + " does not run"));
    }

    /** The folder of the configuration that a server was started with. */
    private Path folderOf(String program, String configuration) {
        for (String argument : server(program).process().info().arguments().orElse(new String[0])) {
            if (argument.endsWith("/" + configuration)) {
                return Path.of(argument.substring(argument.indexOf('/'))).getParent();
            }
        }
        throw new Trouble(program + " was started without " + configuration);
    }

    private Set<String> addresses(String component, String address, String port) {
        return instances.stream()
                .filter(instance -> instance.path("component").asText().equals(component))
                .map(instance -> instance.path("exports").path(address).asText() + ":"
                        + instance.path("exports").path(port).asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the recipe of the database names the account of a Tomcat. */
    private static String account(String path) {
        String clean = path.substring(1).replaceAll("[^A-Za-z0-9]", "_");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return "tomcat_" + clean.substring(0, Math.min(40, clean.length())) + "_"
                    + HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private JsonNode get(String path) throws Rest.Unreachable {
        Rest.Answer answer = installation.rest().send("GET", path);
        if (!answer.isGood()) {
            throw new Trouble(path + ": " + answer.problem());
        }
        return answer.json();
    }

    private static String actual(JsonNode instance) {
        return instance.path("actual").asText();
    }

    private void hold(boolean good, String otherwise) {
        if (!good) {
            wrong.add(otherwise);
        }
    }
}

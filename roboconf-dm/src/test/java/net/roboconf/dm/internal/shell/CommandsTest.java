package net.roboconf.dm.internal.shell;

import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYING;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static net.roboconf.core.lifecycle.InstanceState.STARTING;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Leak;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.front.FakeApplication;
import net.roboconf.dm.internal.front.Shop;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandsTest {

    @TempDir
    Path folder;

    private final Shell shell = new Shell();
    private FakeApplication lamp;

    @BeforeEach
    void a_shop_whose_database_does_not_start() {
        lamp = Shop.application("lamp")
                .expects("/db", DEPLOYED_STARTED)
                .expects("/db/mysql", DEPLOYED_STARTED)
                .expects("/web 1", DEPLOYED_STARTED)
                .expects("/web 1/tomcat", DEPLOYED_STARTED)
                .connected("/db", "127.0.1.1")
                .is("/db", DEPLOYED_STARTED, Reason.NONE, "")
                .is("/db/mysql", PROBLEM, Reason.STEP_FAILED, "start.sh exited 1: port 3306 in use")
                .is("/web 1", DEPLOYING, Reason.MACHINE_CREATING, "")
                .is("/web 1/tomcat", UNRESOLVED, Reason.IMPORT_MISSING, "", "MySQL");
        shell.manager.with(Shop.template("1.0")).with(lamp);
    }

    @AfterEach
    void end() {
        shell.close();
    }

    @Test
    void bindings_are_shown_made_and_taken_away() throws Exception {
        lamp.imports("Bank", "bank-a", "bank-b");

        assertThat(shell.run("roboconf:bindings lamp")).contains("Bank", "nothing", "bank-a, bank-b");
        assertThat(shell.refused("roboconf:bind lamp Bank bank-c")).contains("no application 'bank-c'");
        assertThat(shell.refused("roboconf:bind lamp Bnk lamp")).contains("it imports Bank");
        shell.manager.with(Shop.application("bank-a")).with(Shop.application("bank-b"));
        assertThat(json("roboconf:bind --json lamp Bank bank-a bank-b")
                        .at("/0/providers")
                        .toString())
                .isEqualTo("[\"bank-a\",\"bank-b\"]");
        assertThat(shell.run("roboconf:unbind lamp Bank bank-a")).contains("bank-b", "bank-a");
        shell.run("roboconf:bind --only lamp Bank bank-a");
        shell.run("roboconf:unbind lamp Bank");
        assertThat(shell.manager.orders)
                .containsExactly(
                        "bind Bank to bank-a",
                        "bind Bank to bank-b",
                        "unbind Bank from bank-a",
                        "rebind Bank to [bank-a]",
                        "unbind Bank from null");
    }

    @Test
    void leaks_are_listed_and_deleted() throws Exception {
        shell.run("roboconf:target-put cloud handler=openstack");
        assertThat(shell.run("roboconf:target-leaks")).contains("Nothing is there");

        Leak gone = new Leak("cloud", "server", "s1", "lamp.db", new MachineKey("k1"), null);
        Leak kept = new Leak("cloud", "volume", "v1", "data", new MachineKey("k1"), "in use");
        shell.manager.leaks = new LeakReport(List.of(gone, kept), Map.of("moon", "It did not answer"));
        assertThat(shell.run("roboconf:target-leaks"))
                .contains("s1", "v1", "moon could not be asked: It did not answer");
        assertThat(shell.run("roboconf:target-leaks --delete cloud")).contains("yes", "no: in use");
        assertThat(shell.manager.orders).contains("delete leaks of cloud");
        assertThat(json("roboconf:target-leaks --json").at("/leaks/1/kept").asText())
                .isEqualTo("in use");
        assertThat(shell.refused("roboconf:target-leaks clout")).contains("cloud");
    }

    @Test
    void a_target_is_checked() throws Exception {
        shell.run("roboconf:target-put cloud handler=openstack");
        assertThat(shell.run("roboconf:target-check cloud")).contains("can be used");

        shell.manager.check = new TargetCheck(false, "There is no image 'debain'.");
        assertThat(shell.refused("roboconf:target-check cloud")).contains("There is no image 'debain'.");
        assertThat(json("roboconf:target-check --json cloud").path("usable").asBoolean())
                .isFalse();
    }

    @Test
    void facts_of_a_machine_are_shown() throws Exception {
        shell.manager.facts = new MachineFacts("i-1", "lamp.db", List.of("10.0.0.5"), "nova", "m1.small", "debian");

        assertThat(shell.run("roboconf:machine lamp /db")).contains("i-1", "10.0.0.5", "nova", "m1.small", "debian");
        assertThat(json("roboconf:machine --json lamp /db").path("zone").asText())
                .isEqualTo("nova");
    }

    @Test
    void bindings_are_completed() throws Exception {
        lamp.imports("Bank", "bank-a", "bank-b");
        shell.manager.with(Shop.application("bank-a"));
        shell.run("roboconf:bind lamp Bank bank-a");

        assertThat(shell.complete("roboconf:bind lamp ")).containsExactly("Bank");
        assertThat(shell.complete("roboconf:bind lamp Bank ")).containsExactly("bank-b");
        assertThat(shell.complete("roboconf:unbind lamp Bank ")).containsExactly("bank-a");
    }

    private JsonNode json(String line) throws Exception {
        return new ObjectMapper().readTree(shell.run(line));
    }

    static List<Class<?>> commands() {
        return Shell.COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help(Class<?> command) throws Exception {
        Command named = command.getAnnotation(Command.class);

        assertThat(named.scope()).isEqualTo("roboconf");
        assertThat(shell.run("roboconf:" + named.name() + " --help")).contains(named.name(), "DESCRIPTION");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_a_line_in_the_documentation(Class<?> command) throws Exception {
        assertThat(Path.of("../docs/shell.md"))
                .content()
                .contains(command.getAnnotation(Command.class).name());
    }

    @Test
    void instances_are_a_tree_with_states_and_reasons() throws Exception {
        assertThat(shell.run("roboconf:instances lamp"))
                .isEqualToNormalizingNewlines(
                        """
                        INSTANCE  COMPONENT  STATE                          WHY
                        /db       VM         DEPLOYED_STARTED               127.0.1.1
                          mysql   MySQL      PROBLEM → DEPLOYED_STARTED     STEP_FAILED: start.sh exited 1: port 3306 in use
                        /web 1    VM         DEPLOYING → DEPLOYED_STARTED   MACHINE_CREATING
                          tomcat  Tomcat     UNRESOLVED → DEPLOYED_STARTED  waits for MySQL
                        """);
    }

    @Test
    void instances_below_a_path_are_shown() throws Exception {
        assertThat(shell.run("roboconf:instances lamp '/web 1'"))
                .contains("/web 1", "  tomcat")
                .doesNotContain("mysql");
        assertThat(shell.run("roboconf:instances lamp /db/mysql")).contains("/db/mysql");
    }

    @Test
    void instances_can_be_json() throws Exception {
        assertThat(json("roboconf:instances --json lamp")).hasSize(4);
    }

    @Test
    void templates_and_applications_are_listed() throws Exception {
        assertThat(shell.run("roboconf:templates")).contains("shop", "1.0", "A shop on the web");
        assertThat(shell.run("roboconf:applications"))
                .contains("lamp", "shop 1.0", "1 DEPLOYING, 1 UNRESOLVED, 1 DEPLOYED_STARTED, 1 PROBLEM");
        assertThat(json("roboconf:templates --json")).hasSize(1);
        assertThat(json("roboconf:applications --json")).hasSize(1);
    }

    @Test
    void template_is_uploaded_from_a_file() throws Exception {
        Path zip = folder.resolve("my shop.zip");
        Files.writeString(zip, "PK...");

        assertThat(shell.run("roboconf:template-upload '" + zip + "'")).contains("Template shop 1.0 is there");
        assertThat(shell.manager.orders).containsExactly("upload 5");
    }

    @Test
    void warnings_about_a_template_are_shown() throws Exception {
        Path zip = folder.resolve("shop.zip");
        Files.writeString(zip, "PK...");
        shell.manager.warnings =
                List.of(new Problem("RM_ORPHAN_FACET", "graph/main.graph", 7, 5, "No component has the facet Web."));

        assertThat(shell.run("roboconf:template-upload " + zip))
                .contains("warning: graph/main.graph:7:5: RM_ORPHAN_FACET: No component has the facet Web.");
        assertThat(json("roboconf:template-upload --json " + zip)
                        .at("/warnings/0/column")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void template_that_is_none_is_refused_with_what_is_wrong() throws Exception {
        Path zip = folder.resolve("shop.zip");
        Files.writeString(zip, "hello");

        assertThat(shell.refused("roboconf:template-upload " + zip))
                .isEqualTo(
                        "This is not a ZIP archive.\n  graph/main.graph:3:1: ZIP_UNREADABLE: There is no end of the archive.");
        assertThat(shell.refused("roboconf:template-upload " + folder.resolve("none.zip")))
                .startsWith("There is no file ");
        assertThat(shell.refused("roboconf:template-upload " + folder)).startsWith("There is no file ");
    }

    @Test
    void template_is_deleted() throws Exception {
        assertThat(shell.run("roboconf:template-delete shop")).contains("Template shop 1.0 is gone.");
    }

    @Test
    void application_is_made_and_deleted() throws Exception {
        assertThat(shell.run("roboconf:application-create -d 'my second' second shop"))
                .contains("Next: roboconf:deploy second");
        assertThat(shell.manager.application("second"))
                .hasValueSatisfying(a -> assertThat(a.description()).isEqualTo("my second"));
        assertThat(shell.run("roboconf:application-delete second")).contains("Application second is gone.");
        assertThat(shell.manager.application("second")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "stop", "undeploy"})
    void order_concerns_all_or_what_is_below_a_path(String order) throws Exception {
        assertThat(shell.run("roboconf:" + order + " lamp")).contains("mysql", "tomcat");
        assertThat(shell.run("roboconf:" + order + " lamp /db"))
                .contains("mysql")
                .doesNotContain("tomcat");
        assertThat(shell.manager.orders).containsExactly(order + " null", order + " /db");
    }

    @Test
    void start_deploys_what_is_named_and_starts_what_is_deployed() throws Exception {
        lamp.expects("/db", NOT_DEPLOYED);
        shell.run("roboconf:start lamp /db");
        shell.run("roboconf:start lamp /db");
        shell.run("roboconf:start lamp");
        shell.run("roboconf:start --only lamp /db/mysql");

        assertThat(shell.manager.orders)
                .containsExactly(
                        "change /db to DEPLOYED_STARTED",
                        "start /db",
                        "start null",
                        "change /db/mysql to DEPLOYED_STARTED");
        assertThat(shell.refused("roboconf:start --only lamp")).contains("needs the path");
    }

    @Test
    void deploy_without_start_never_stops_anything() throws Exception {
        assertThat(shell.refused("roboconf:deploy --no-start lamp /db/mysql")).contains("is to be started already");
        assertThat(shell.refused("roboconf:deploy --no-start lamp")).contains("needs the path");
        lamp.expects("/db/mysql", NOT_DEPLOYED);
        shell.run("roboconf:deploy --no-start lamp /db/mysql");

        assertThat(shell.manager.orders).containsExactly("change /db/mysql to DEPLOYED_STOPPED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redeploy", "cancel-step", "force-undeploy", "retry"})
    void order_concerns_one_instance(String order) throws Exception {
        shell.run("roboconf:" + order + " lamp /db/mysql");

        assertThat(shell.manager.orders).containsExactly(order + " /db/mysql");
    }

    @Test
    void retry_concerns_all_that_failed() throws Exception {
        assertThat(shell.run("roboconf:retry lamp")).contains("Tried again: /db/mysql");
        lamp.is("/db/mysql", STARTING, Reason.NONE, "");
        assertThat(shell.run("roboconf:retry lamp")).contains("Nothing of lamp is in PROBLEM.");
    }

    @Test
    void wait_shows_what_happens_until_all_is_as_expected() throws Exception {
        Thread machines = new Thread(
                () -> {
                    while (shell.manager.orders.isEmpty()) {
                        Thread.onSpinWait();
                    }
                    shell.manager.happens("lamp", "/db/mysql", STARTING);
                    lamp.is("/db/mysql", DEPLOYED_STARTED, Reason.NONE, "");
                    shell.manager.happens("lamp", "/db/mysql", DEPLOYED_STARTED);
                },
                "machines");
        machines.start();

        String text = shell.run("roboconf:deploy --wait '30' lamp /db");

        machines.join();
        assertThat(text).contains("lamp /db/mysql STARTING").contains("  mysql   MySQL      DEPLOYED_STARTED");
        assertThat(shell.manager.listeners()).isZero();
    }

    @Test
    void wait_ends_with_the_reasons() throws Exception {
        assertThat(shell.refused("roboconf:deploy --wait '1' lamp /db"))
                .startsWith("Not all is as expected after 1 s, and the order goes on.")
                .contains("/db/mysql is PROBLEM: start.sh exited 1: port 3306 in use");
        assertThat(shell.manager.orders).containsExactly("deploy /db");
        assertThat(shell.manager.listeners()).isZero();
    }

    @Test
    void instance_is_added() throws Exception {
        assertThat(
                        shell.run(
                                "roboconf:instance-add --variable port=81 --variable ip=1.2.3.4 --data size=big lamp '/web 1/second' Tomcat"))
                .contains("Next: roboconf:start lamp '/web 1/second'");
        assertThat(lamp.children(new InstancePath("/web 1"))).hasSize(2);
    }

    @Test
    void instance_is_removed() throws Exception {
        assertThat(shell.refused("roboconf:instance-remove lamp /db")).contains("undeploy it first");
        assertThat(shell.run("roboconf:instance-remove --undeploy lamp /db")).contains("is being undeployed");
        lamp.is("/db", NOT_DEPLOYED, Reason.NONE, "");
        assertThat(shell.run("roboconf:instance-remove lamp /db")).contains("Instance /db is gone.");
    }

    @Test
    void explanation_is_told() throws Exception {
        assertThat(shell.run("roboconf:explain lamp"))
                .contains("/db/mysql is PROBLEM: start.sh exited 1: port 3306 in use", "/web 1/tomcat is UNRESOLVED");
        assertThat(shell.run("roboconf:explain lamp /db")).contains("/db is as expected.");
        assertThat(json("roboconf:explain --json lamp /db/mysql")).hasSize(1);
    }

    @Test
    void log_is_shown_without_commands_to_the_terminal() throws Exception {
        shell.manager.log = "starting\u001b[2J\u0007\n\tdone\n";

        assertThat(shell.run("roboconf:log --bytes '100' lamp /db/mysql")).startsWith("starting[2J\n\tdone\n");
        assertThat(shell.manager.orders).containsExactly("log /db/mysql 100");
    }

    @Test
    void agent_that_does_not_answer_is_told() throws Exception {
        shell.manager.failure = new ManagerException(ErrorCode.NO_ANSWER, "The agent of /db is lost.");

        assertThat(shell.refused("roboconf:log lamp /db")).isEqualTo("The agent of /db is lost.");
    }

    @Test
    void problems_in_detail_are_told() throws Exception {
        shell.manager.failure = new ManagerException(
                ErrorCode.INVALID, "This cannot be.", List.of(Problem.of("X_BAD", "The name is taken.")), null);

        assertThat(shell.refused("roboconf:deploy lamp")).isEqualTo("This cannot be.\n  X_BAD: The name is taken.");
    }

    @Test
    void last_events_are_shown() throws Exception {
        shell.manager.happens("lamp", "/db", DEPLOYING);
        shell.manager.happens("other", "/x", DEPLOYING);
        shell.manager.happens("lamp", "/db", DEPLOYED_STARTED);

        assertThat(shell.run("roboconf:events")).contains("lamp /db DEPLOYING", "other /x DEPLOYING");
        assertThat(shell.run("roboconf:events -n '1' lamp"))
                .contains("lamp /db DEPLOYED_STARTED")
                .doesNotContain("DEPLOYING");
        assertThat(json("roboconf:events --json -n '1'").path("id").asInt()).isEqualTo(3);
    }

    @Test
    void signals_are_shown_among_the_events_on_one_line() throws Exception {
        shell.manager.signals("lamp", "/db", "load-is-high", "8.2\n\u001b[31mof 4");

        assertThat(shell.run("roboconf:events")).contains("SIGNAL lamp /db load-is-high: 8.2 [31mof 4");
        assertThat(json("roboconf:events --json").path("signal").asText()).isEqualTo("load-is-high");
    }

    @Test
    void targets_are_put_listed_associated_and_deleted() throws Exception {
        Path secrets = folder.resolve("cloud.properties");
        Files.writeString(secrets, "openstack.password = s3cret\n");

        assertThat(shell.run("roboconf:target-put --file " + secrets + " cloud handler=openstack 'name=Our cloud'"))
                .contains("handler, name, openstack.password")
                .doesNotContain("s3cret");
        assertThat(shell.run("roboconf:targets")).contains("cloud", "openstack", "Our cloud");
        assertThat(shell.run("roboconf:target-associate lamp cloud @VM")).contains("@VM", "cloud");
        assertThat(shell.run("roboconf:target-associate lamp cloud")).contains("all others");
        assertThat(shell.run("roboconf:target-associate --remove lamp cloud @VM"))
                .doesNotContain("@VM");
        assertThat(shell.run("roboconf:target-delete cloud")).contains("Target cloud is gone.");
    }

    @Test
    void targets_are_uploaded_with_their_scripts() throws Exception {
        Path zip = Files.writeString(folder.resolve("targets.zip"), "PK");

        assertThat(shell.run("roboconf:target-upload " + zip)).contains("Target cloud is there with agent.script.sh.");
        assertThat(json("roboconf:target-upload --json " + zip).at("/0/files/0").asText())
                .isEqualTo("agent.script.sh");
        assertThat(shell.refused("roboconf:target-upload /nowhere.zip")).contains("There is no file /nowhere.zip");
    }

    @Test
    void target_that_is_not_installed_is_shown_as_such() throws Exception {
        shell.manager.with(new TargetView("far", "ec2", "Far", "", false, Set.of("handler"), List.of(), List.of()));

        assertThat(shell.run("roboconf:targets")).contains("ec2 (not installed)");
    }

    @Test
    void messages_that_were_set_aside_are_listed() throws Exception {
        shell.manager.with(new RejectedMessages.Kept(
                7,
                Shop.NOON,
                "vm-1-key",
                "reports",
                RejectedMessage.Problem.UNKNOWN_KIND,
                "No such kind",
                20,
                new byte[] {'{'}));

        assertThat(shell.run("roboconf:rejected")).contains("7", "vm-1-key", "UNKNOWN_KIND", "20", "No such kind");
        assertThat(json("roboconf:rejected --json").path(0).path("beginning").asText())
                .isEqualTo("{");
        assertThat(shell.run("roboconf:info")).contains("rejected   1 messages");
    }

    @Test
    void manager_tells_how_it_is() throws Exception {
        assertThat(shell.run("roboconf:info")).contains("in-memory, connected", "targets    local");
        assertThat(json("roboconf:info --json").path("term").asInt()).isEqualTo(3);
        assertThat(shell.run("roboconf:resume-orders")).contains("Orders flow again.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instances lump|There is no application 'lump'; the applications are lamp.",
                "deploy lump|There is no application 'lump'; the applications are lamp.",
                "events lump|There is no application 'lump'; the applications are lamp.",
                "instances lamp db|'db' is not the path of an instance; write it like /vm-1/tomcat, in quotes when it has spaces.",
                "stop lamp /web|The application 'lamp' has no instance /web; its roots are /db, /web 1.",
                "log lamp /db/x|The application 'lamp' has no instance /db/x; below /db there are /db/mysql.",
                "log --bytes '0' lamp /db|--bytes is 0; it is from 1 to 262144.",
                "deploy --wait '-1' lamp|--wait is -1; it is a number of seconds up to 86400.",
                "events -n '-1'|--number is -1; it is from 0 to 10000.",
                "instance-add lamp /nothing/x VM|The application 'lamp' has no instance /nothing; its roots are /db, /web 1.",
                "instance-add --data size lamp /x VM|--data size: give each name once, like NAME=VALUE.",
                "application-create x nothing|There is no template 'nothing'; the templates are shop.",
                "target-put here|The property 'handler' is missing; for example handler=local.",
                "target-delete here|There is no target 'here'.",
                "target-associate lamp here|There is no target 'here'."
            })
    void wrong_argument_is_refused_with_what_to_do(String line, String expected) throws Exception {
        assertThat(shell.refused("roboconf:" + line)).isEqualTo(expected);
        assertThat(shell.manager.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instances",
                "deploy",
                "log lamp",
                "instance-add lamp /x",
                "template-upload",
                "retry --unknown lamp"
            })
    void missing_argument_is_refused_by_the_shell(String line) throws Exception {
        assertThat(shell.refused("roboconf:" + line)).isNotBlank();
        assertThat(shell.manager.orders).isEmpty();
    }

    @Test
    void arguments_are_completed() {
        shell.manager.with(new TargetView("here", "local", "", "", true, Set.of("handler"), List.of(), List.of()));

        assertThat(shell.complete("roboconf:deploy ")).contains("lamp");
        assertThat(shell.complete("roboconf:deploy lamp /d")).containsExactly("/db", "/db/mysql");
        assertThat(shell.complete("roboconf:application-create x ")).contains("shop");
        assertThat(shell.complete("roboconf:instance-add lamp /db/second ")).contains("MySQL", "Tomcat", "VM");
        assertThat(shell.complete("roboconf:target-associate lamp ")).contains("here");
    }
}

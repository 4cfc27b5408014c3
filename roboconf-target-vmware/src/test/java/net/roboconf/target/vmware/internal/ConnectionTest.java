package net.roboconf.target.vmware.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final String PASSWORD = "p&ss<w>\"ö\uD83D\uDE00";
    private static final String NO_MACHINE = "<FindByUuidResponse xmlns=\"urn:vim25\"/>";
    private static final String ON =
            properties("<propSet><name>runtime.powerState</name><val>poweredOn</val></propSet>");

    private PlayedVcenter vcenter;

    private static String properties(String of) {
        return "<RetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval>" + object("vm-1", of)
                + "</returnval></RetrievePropertiesExResponse>";
    }

    private static String object(String id, String content) {
        return "<objects><obj type=\"VirtualMachine\">" + id + "</obj>" + content + "</objects>";
    }

    private Connection connection(PlayedVcenter.Script script) throws IOException {
        vcenter = new PlayedVcenter(script);
        return connection(vcenter.url(), PASSWORD);
    }

    private static Connection connection(URI url, String password) {
        return new Connection(
                new Access(url, "me", password, false, Optional.empty()),
                new RequestRate(1000),
                new Retry(3, Duration.ofMillis(1), Duration.ofMillis(10)));
    }

    private static Vsphere vsphere(Connection connection) {
        return new Vsphere(connection, new Pace(Duration.ofMillis(1), Duration.ofMillis(10)));
    }

    @AfterEach
    void end() {
        if (vcenter != null) {
            vcenter.close();
        }
    }

    @Test
    void whatever_is_in_a_text_arrives_as_it_was() throws Exception {
        Connection connection = connection((method, session) -> NO_MACHINE);

        vsphere(connection).machine("]]> & <b>");

        assertThat(envelope("Login").text("password")).isEqualTo(PASSWORD);
        assertThat(envelope("FindByUuid").text("uuid")).isEqualTo("]]> & <b>");
        assertThat(envelope("FindByUuid").reference("_this")).contains(new Reference("SearchIndex", "SearchIndex"));
    }

    private Answer envelope(String method) throws IOException {
        return Answer.parse(vcenter.bodies().get(vcenter.methods().indexOf(method)));
    }

    @Test
    void what_no_xml_can_hold_is_refused_before_it_is_sent() throws Exception {
        Connection connection = connection((method, session) -> NO_MACHINE);

        for (String text : List.of("a\u0000b", "half \uD83D", "\uFFFF")) {
            assertThatThrownBy(() -> vsphere(connection).machine(text))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("'uuid'")
                    .hasMessageContaining("control character");
        }
        assertThat(vcenter.methods()).doesNotContain("FindByUuid");
    }

    @Test
    void an_answer_cannot_have_the_client_read_a_file() throws Exception {
        Connection connection = connection(
                (method, session) ->
                        "<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/hostname\">]><Envelope><Body><a>&file;</a></Body></Envelope>");

        assertThatThrownBy(() -> vsphere(connection).machine("1"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("is not vSphere")
                .hasMessageContaining("DOCTYPE")
                .hasMessageContaining("vmware.url");
    }

    @Test
    void a_session_that_is_over_is_followed_by_another_one() throws Exception {
        Connection connection = connection((method, session) -> session == 1
                ? PlayedVcenter.fault("NotAuthenticated", "The session is not authenticated.")
                : NO_MACHINE);

        assertThat(vsphere(connection).machine("1")).isEmpty();

        assertThat(vcenter.methods())
                .containsExactly(
                        "RetrieveServiceContent",
                        "Login",
                        "FindByUuid",
                        "RetrieveServiceContent",
                        "Login",
                        "FindByUuid");
    }

    @Test
    void properties_that_are_held_back_because_the_session_is_over_are_asked_for_again() throws Exception {
        Connection connection = connection((method, session) -> session == 1
                ? properties(
                        "<missingSet><path>runtime.powerState</path><fault><fault xsi:type=\"NotAuthenticated\"/></fault>"
                                + "</missingSet>")
                : ON);

        assertThat(vsphere(connection)
                        .properties(new Reference("VirtualMachine", "vm-1"), "runtime.powerState")
                        .text("runtime.powerState"))
                .isEqualTo("poweredOn");
    }

    @Test
    void a_user_who_is_never_let_in_is_told_so() throws Exception {
        Connection connection = connection(
                (method, session) -> PlayedVcenter.fault("NotAuthenticated", "The session is not authenticated."));

        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> vsphere(connection).machine("1"));

        assertThat(refusal).hasMessageContaining("NotAuthenticated");
        assertThat(vcenter.methods()).filteredOn("Login"::equals).hasSize(2);
    }

    @Test
    void many_calls_at_the_same_time_log_in_once() throws Exception {
        Connection connection = connection((method, session) -> session == 1 ? NO_MACHINE : "not logged in");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Optional<Reference>>> calls =
                    Collections.nCopies(64, () -> vsphere(connection).machine("1"));
            for (Future<Optional<Reference>> one : threads.invokeAll(calls)) {
                assertThat(one.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(vcenter.methods()).filteredOn("Login"::equals).hasSize(1);
    }

    @Test
    void the_session_is_ended_when_the_target_stops() throws Exception {
        Connection connection = connection((method, session) -> NO_MACHINE);

        assertThat(connection.logout()).as("nobody has logged in").isEmpty();
        assertThat(vcenter.methods()).isEmpty();
        vsphere(connection).machine("1");
        assertThat(connection.logout()).isEmpty();

        assertThat(vcenter.methods()).endsWith("Logout");
    }

    @Test
    void an_answer_in_pages_is_read_to_its_end() throws Exception {
        List<String> pages = new ArrayList<>(List.of(
                "<RetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval><token>t1</token>" + object("vm-1", "")
                        + object("vm-2", "") + "</returnval></RetrievePropertiesExResponse>",
                "<ContinueRetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval><token>t2</token>"
                        + object("vm-3", "") + "</returnval></ContinueRetrievePropertiesExResponse>",
                "<ContinueRetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval>" + object("vm-4", "")
                        + "</returnval></ContinueRetrievePropertiesExResponse>"));
        Connection connection = connection((method, session) -> switch (method) {
            case "CreateContainerView" ->
                "<CreateContainerViewResponse xmlns=\"urn:vim25\"><returnval type=\"ContainerView\">v</returnval>"
                        + "</CreateContainerViewResponse>";
            case "DestroyView" -> "<DestroyViewResponse xmlns=\"urn:vim25\"/>";
            default -> pages.remove(0);
        });

        List<Thing> all = vsphere(connection).all(new Reference("Folder", "group-d1"), "VirtualMachine", "name");

        assertThat(all).extracting(thing -> thing.reference().value()).containsExactly("vm-1", "vm-2", "vm-3", "vm-4");
        assertThat(vcenter.methods()).endsWith("DestroyView");
        assertThat(vcenter.bodies()).anyMatch(body -> body.contains("<token>t2</token>"));
    }

    @Test
    void a_view_that_went_with_its_session_is_made_again() throws Exception {
        Connection connection = connection((method, session) -> switch (method) {
            case "CreateContainerView" ->
                "<CreateContainerViewResponse xmlns=\"urn:vim25\"><returnval type=\"ContainerView\">v" + session
                        + "</returnval></CreateContainerViewResponse>";
            case "DestroyView" -> "<DestroyViewResponse xmlns=\"urn:vim25\"/>";
            default -> {
                if (session == 1) {
                    yield PlayedVcenter.fault("NotAuthenticated", "The session is not authenticated.");
                }
                yield vcenter.bodies().get(vcenter.bodies().size() - 1).contains(">v1<")
                        ? PlayedVcenter.fault("ManagedObjectNotFound", "The view has already been deleted.")
                        : ON;
            }
        });

        assertThat(vsphere(connection).all(new Reference("Folder", "group-d1"), "VirtualMachine", "name"))
                .hasSize(1);
    }

    @Test
    void a_missing_privilege_is_named() throws Exception {
        Connection connection = connection((method, session) -> PlayedVcenter.fault("NoPermission", "Denied.")
                .replace(
                        "\"NoPermission\"/>",
                        "\"NoPermission\"><privilegeId>System.Read</privilegeId></NoPermissionFault>"));

        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> vsphere(connection).machine("1"));

        assertThat(refusal.forTarget())
                .hasMessageContaining("vSphere refuses FindByUuid: NoPermission: Denied.")
                .hasMessageContaining("the privilege System.Read")
                .returns(false, TargetException::isOutcomeUnknown);
    }

    @Test
    void the_error_of_a_task_is_told_in_the_words_of_vsphere() throws Exception {
        Connection connection = connection((method, session) -> method.equals("PowerOnVM_Task")
                ? "<PowerOnVM_TaskResponse xmlns=\"urn:vim25\"><returnval type=\"Task\">task-1</returnval></PowerOnVM_TaskResponse>"
                : properties("<propSet><name>info</name><val xsi:type=\"TaskInfo\"><state>error</state><error>"
                        + "<fault xsi:type=\"InsufficientMemoryResourcesFault\"/><localizedMessage>No memory is left.</localizedMessage>"
                        + "</error></val></propSet>"));

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> new Machines(vsphere(connection))
                .powerOn(new Reference("VirtualMachine", "vm-1")));

        assertThat(refusal)
                .hasMessage("vSphere refuses PowerOnVM_Task: InsufficientMemoryResourcesFault: No memory is left.");
        assertThat(refusal.forTarget().isOutcomeUnknown())
                .as("it may have some later")
                .isTrue();
    }

    @Test
    void what_may_be_over_in_a_while_is_tried_again_and_nothing_else() {
        for (String passing : List.of("TaskInProgress", "InvalidState", "HostNotConnected", "NoCompatibleHost")) {
            assertThat(new Refusal("PowerOnVM_Task", passing, "", "", false).forTarget())
                    .hasMessage("vSphere refuses PowerOnVM_Task: " + passing + ". This is tried again.")
                    .returns(true, TargetException::isOutcomeUnknown);
        }
        assertThat(new Refusal("CloneVM_Task", "NoDiskSpace", "Full.", "", false).forTarget())
                .hasMessageContaining("vmware.datastore")
                .returns(false, TargetException::isOutcomeUnknown);
        assertThat(new Refusal("CloneVM_Task", "NoDiskSpace", "Full.", "", true).forTarget())
                .as("an earlier one had no answer")
                .returns(true, TargetException::isOutcomeUnknown);
    }

    @Test
    void a_task_that_is_forgotten_may_have_had_its_effect() throws Exception {
        Connection connection = connection((method, session) -> method.equals("Destroy_Task")
                ? "<Destroy_TaskResponse xmlns=\"urn:vim25\"><returnval type=\"Task\">task-1</returnval></Destroy_TaskResponse>"
                : PlayedVcenter.fault("ManagedObjectNotFound", "It has been deleted."));
        Call destroy = Call.repeatable("Destroy_Task", new Reference("VirtualMachine", "vm-1"), none -> {});

        TargetException unsure = catchThrowableOfType(
                TargetException.class, () -> vsphere(connection).run(destroy));

        assertThat(unsure.isOutcomeUnknown()).isTrue();
        assertThat(unsure).hasMessageContaining("task-1");
    }

    @Test
    void an_end_point_that_does_not_answer_is_told_without_the_password() {
        Connection connection = connection(URI.create("http://127.0.0.1:1/sdk"), "127.0.0.1");

        TargetException unsure = catchThrowableOfType(
                TargetException.class, () -> vsphere(connection).machine("1"));

        assertThat(unsure.isOutcomeUnknown()).isTrue();
        assertThat(unsure).hasMessageContaining("does not answer at").hasMessageContaining("vmware.url");
    }
}

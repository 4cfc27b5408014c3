package net.roboconf.dm.internal.rest;

import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYING;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.front.FakeApplication;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShapesTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @BeforeEach
    void a_shop_whose_database_does_not_start() {
        FakeApplication shop = Shop.application("lamp")
                .expects("/db", DEPLOYED_STARTED)
                .expects("/db/mysql", DEPLOYED_STARTED)
                .expects("/web 1", DEPLOYED_STARTED)
                .expects("/web 1/tomcat", DEPLOYED_STARTED)
                .connected("/db", "127.0.1.1")
                .is("/db", DEPLOYED_STARTED, Reason.NONE, "")
                .is("/db/mysql", PROBLEM, Reason.STEP_FAILED, "start.sh exited 1: port 3306 in use")
                .ran(
                        "/db/mysql",
                        new StepReport(
                                Step.START,
                                Reason.STEP_FAILED,
                                "start.sh exited 1: port 3306 in use",
                                1,
                                "starting\nport 3306 in use\n",
                                Shop.NOON,
                                1234))
                .is("/web 1", DEPLOYING, Reason.MACHINE_CREATING, "")
                .is("/web 1/tomcat", UNRESOLVED, Reason.IMPORT_MISSING, "waits for MySQL", "MySQL");
        server.manager
                .with(Shop.template("1.0"))
                .with(shop)
                .with(new TargetView(
                        "local",
                        "local",
                        "This host",
                        "",
                        true,
                        Set.of("handler", "mode"),
                        List.of("agent.script.sh"),
                        List.of("lamp/db")));
    }

    @Test
    void entry() throws Exception {
        Golden.matches("entry", server.get(""));
    }

    @Test
    void templates() throws Exception {
        Golden.matches("templates", server.get("/templates"));
    }

    @Test
    void template() throws Exception {
        Golden.matches("template", server.get("/templates/shop/1.0"));
    }

    @Test
    void application() throws Exception {
        Golden.matches("application", server.get("/applications/lamp"));
    }

    @Test
    void instances() throws Exception {
        Golden.matches("instances", server.get("/applications/lamp/instances"));
    }

    @Test
    void instances_as_trees() throws Exception {
        Golden.matches("instances-tree", server.get("/applications/lamp/instances?tree=true"));
    }

    @Test
    void instance() throws Exception {
        Golden.matches("instance", server.get("/applications/lamp/instance?path=/web%201/tomcat"));
    }

    @Test
    void explanations() throws Exception {
        Golden.matches("explanations", server.get("/applications/lamp/explanations"));
    }

    @Test
    void order() throws Exception {
        server.manager.with(Shop.application("new").is("/db", NOT_DEPLOYED, Reason.NONE, ""));

        Golden.matches("order", server.post("/applications/new/actions/deploy"));
    }

    @Test
    void targets() throws Exception {
        Golden.matches("targets", server.get("/targets"));
    }

    @Test
    void rejected() throws Exception {
        server.manager.with(new RejectedMessages.Kept(
                7,
                Shop.NOON,
                "vm-1-key",
                "roboconf.reports vm-1-key",
                RejectedMessage.Problem.UNREADABLE,
                "Not a Message of ours: Unexpected end-of-input",
                20_000,
                "{\"type\":\"call\",".getBytes(StandardCharsets.UTF_8)));

        Golden.matches("rejected", server.get("/rejected"));
    }

    @Test
    void problem() throws Exception {
        Golden.matches("problem", server.get("/applications/lump"));
    }
}

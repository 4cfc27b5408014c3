package net.roboconf.dm.internal.store;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.engine.Sketch;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredApplication;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredMessaging;
import net.roboconf.dm.internal.state.StoredReport;
import net.roboconf.dm.internal.state.StoredScripts;
import net.roboconf.dm.internal.state.StoredTarget;

/** Changes to be stored. */
final class SampleChanges {

    static final MachineKey KEY = new MachineKey("k1");

    /** Part of all that nobody may read. */
    static final String SECRET = "s3cret";

    private static final StoredScripts SCRIPTS = new StoredScripts(
            List.of(
                    new RecipeManifest.File("agent.script.sh", 1, Sha256.of(new byte[] {1}), true),
                    new RecipeManifest.File("x/local.key", 2, Sha256.of(new byte[] {2}), false)),
            new RecipeRef(Sha256.of(new byte[] {3}), 1));
    private static final InstancePath VM = new InstancePath("/vm é\"'");
    private static final InstancePath CHILD = VM.child("tomcat");

    private SampleChanges() {}

    static List<Change> ofEveryKind() {
        return List.of(
                new Change.Owner("the store of this test"),
                new Change.Term(7),
                new Change.Revision(70),
                new Change.Suspended(true),
                new Change.Messaging(new StoredMessaging(
                        3,
                        List.of(
                                new MessagingSettings("rabbitmq", Map.of("host", "a", "password", "broker-" + SECRET)),
                                new MessagingSettings("embedded", Map.of())))),
                new Change.PutTemplate(Sketch.lamp(1)),
                new Change.PutApplication(new StoredApplication(
                        "shop",
                        "a shop",
                        Sketch.ID,
                        12,
                        Map.of("", "t", "@VM", "u"),
                        Map.of("Bank", List.of("a bank", "b.ank")))),
                new Change.PutInstance(StoredInstance.added("shop", VM, "VM", Map.of(), Map.of("key", "a;b#c\n"))),
                new Change.PutInstance(
                        StoredInstance.added("shop", CHILD, "Tomcat", Map.of("Tomcat.httpPort", "10000"), Map.of())
                                .leaving(true, true, InstanceState.DEPLOYED_STARTED)),
                new Change.PutMachine(new StoredMachine(
                        KEY,
                        "shop",
                        VM,
                        MachinePhase.ALIVE,
                        5,
                        "t",
                        "local",
                        Map.of("mode", "process", "password", "machine-" + SECRET),
                        "account-" + SECRET,
                        "id",
                        2,
                        17,
                        SCRIPTS,
                        true)),
                new Change.PutReport(new StoredReport(
                        KEY,
                        3,
                        "boot",
                        9,
                        new OrderVersion(6, 2),
                        "127.0.1.1",
                        Map.of(
                                ExportsSubject.inside("shop", "Tomcat"),
                                new StatementVersion(3, 1),
                                ExportsSubject.external("shop", "Goods"),
                                new StatementVersion(3, 2)),
                        List.of(new SignalNumber("boot", 7)),
                        new ObservedScripts(1, Reason.STEP_FAILED, "agent.script.sh exited 1", 8))),
                new Change.PutObserved(
                        KEY,
                        new ObservedInstance(
                                CHILD,
                                InstanceState.PROBLEM,
                                Reason.STEP_FAILED,
                                "start.sh exited 1",
                                77,
                                2,
                                InstanceState.DEPLOYED_STOPPED,
                                4,
                                Map.of("Tomcat.httpPort", "10000"),
                                List.of("MySQL"),
                                new StepReport(Step.START, Reason.STEP_FAILED, "exited 1", 1, "no\tway", 70, 5))),
                new Change.PutTarget(new StoredTarget(
                        "t", Map.of("handler", "local", "password", "target-" + SECRET), Sketch.ID, SCRIPTS)),
                new Change.Happened(new ManagerEvent(
                        1,
                        2,
                        ManagerEvent.Kind.STATE_CHANGED,
                        "shop",
                        CHILD,
                        InstanceState.PROBLEM,
                        Reason.NONE,
                        "m",
                        null)),
                new Change.Happened(new ManagerEvent(
                        2, 3, ManagerEvent.Kind.SIGNAL, "shop", CHILD, null, Reason.NONE, "8.2", "load-is-high")));
    }

    static List<Change> droppingAll() {
        return List.of(
                new Change.DropObserved(KEY, CHILD),
                new Change.DropMachine(KEY),
                new Change.DropInstance("shop", CHILD),
                new Change.DropInstance("shop", VM),
                new Change.DropApplication("shop"),
                new Change.DropTemplate(Sketch.ID),
                new Change.DropTarget("t"));
    }

    static List<Change> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(
                        id -> new ManagerEvent(id, id, ManagerEvent.Kind.NOTICE, "", null, null, Reason.NONE, "", null))
                .<Change>map(Change.Happened::new)
                .toList();
    }
}

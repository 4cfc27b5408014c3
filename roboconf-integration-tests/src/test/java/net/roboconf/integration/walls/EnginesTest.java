package net.roboconf.integration.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.Set;

/**
 * The engines of agent and Deployment Manager are state machines: no clock, no thread, no socket, no file, no chance.
 * What they need to know arrives in an event, what they want done leaves as an effect. So the simulator runs the very
 * same code, and a run can be repeated from its seed.
 */
@AnalyzeClasses(
        packages = {"net.roboconf.agent.internal.engine", "net.roboconf.dm.internal.engine"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class EnginesTest {

    /** Calls that answer differently each time, of classes that are harmless otherwise. */
    private static final Set<String> UNREPEATABLE = Set.of(
            "java.lang.Math.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.System.identityHashCode",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.util.UUID.randomUUID");

    @ArchTest
    static final ArchRule an_engine_touches_no_file_socket_thread_or_database = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio..",
                    "java.sql..",
                    "java.util.concurrent..",
                    "javax.sql..",
                    "javax.ws..",
                    "org.apache..",
                    "org.osgi..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Process.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule an_engine_has_no_clock_and_no_chance = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SecureRandom.class);

    @ArchTest
    static final ArchRule an_engine_asks_nothing_that_answers_differently_each_time =
            noClasses().should(callSomethingUnrepeatable());

    @ArchTest
    static final ArchRule an_engine_keeps_nothing_in_statics =
            fields().that().areStatic().should().beFinal();

    private static ArchCondition<JavaClass> callSomethingUnrepeatable() {
        return new ArchCondition<>("call something that answers differently each time") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                for (JavaCall<?> call : javaClass.getCodeUnitCallsFromSelf()) {
                    String callee = call.getTargetOwner().getName() + "." + call.getName();
                    events.add(
                            new SimpleConditionEvent(javaClass, UNREPEATABLE.contains(callee), call.getDescription()));
                }
            }
        };
    }
}

package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.needs;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;

import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredInstance;

/** What is deployed on the bench: a database, a Tomcat that needs one, and what runs on the Tomcat. */
final class Shop {

    private Shop() {}

    static DesiredInstance tomcat(InstanceState expected) {
        return instance("/vm/tomcat", "Tomcat", expected, needs("MySQL"));
    }

    static DesiredInstance mysql(InstanceState expected) {
        return instance("/vm/mysql", "MySQL", expected);
    }

    static DesiredInstance war(InstanceState expected) {
        return instance("/vm/tomcat/war", "War", expected);
    }

    static void startMysql(EngineBench bench) {
        bench.want(mysql(DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.end("/vm/mysql", Step.START);
    }

    static void startTomcatAgainstPeer(EngineBench bench) {
        bench.want(tomcat(DEPLOYED_STARTED));
        bench.peerStates("MySQL", 1, "/db/mysql", "3306");
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
    }

    /** Its step runs, and a check that has fallen due meanwhile waits for its end. */
    static void reconfigureTomcatUntilACheckIsDue(EngineBench bench) {
        bench.optionalSteps = Set.of(Step.CHECK, Step.RECONFIGURE);
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/b", "1");
        bench.pass(20_000);
    }
}

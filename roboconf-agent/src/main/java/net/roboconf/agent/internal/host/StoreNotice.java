package net.roboconf.agent.internal.host;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Messaging;

/**
 * Tells the Deployment Manager, again and again, that the agent is there and cannot write its memory. Used on the loop
 * alone.
 */
final class StoreNotice {

    private final AgentEnvironment environment;
    private final Messaging messaging;
    private final LastWords lastWords;
    private ScheduledFuture<?> repetition;

    StoreNotice(AgentEnvironment environment, Messaging messaging, LastWords lastWords) {
        this.environment = environment;
        this.messaging = messaging;
        this.lastWords = lastWords;
    }

    /** Begins, unless it has. */
    void start(String why) {
        if (repetition == null) {
            repetition = environment
                    .threads()
                    .timer()
                    .scheduleWithFixedDelay(
                            () -> say(why),
                            0,
                            environment.tuning().storeNotice().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void say(String why) {
        lastWords
                .storeFailed(why, environment.clock().now().wall())
                .forEach(message -> messaging.publish(new Address.Manager(), message));
    }

    void stop() {
        if (repetition != null) {
            repetition.cancel(false);
            repetition = null;
        }
    }
}

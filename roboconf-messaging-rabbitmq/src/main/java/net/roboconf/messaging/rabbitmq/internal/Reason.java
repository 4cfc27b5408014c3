package net.roboconf.messaging.rabbitmq.internal;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;

/** What went wrong, in one line for people. */
final class Reason {

    private Reason() {}

    /** The words of the broker if it said any, else those of the deepest cause. */
    static String of(Throwable problem) {
        Throwable cause = problem;
        while (true) {
            if (cause instanceof ShutdownSignalException signal) {
                if (signal.getReason() instanceof AMQP.Channel.Close close) {
                    return close.getReplyText();
                }
                if (signal.getReason() instanceof AMQP.Connection.Close close) {
                    return close.getReplyText();
                }
            }
            if (cause.getCause() == null) {
                String text = cause instanceof EOFException ? "it ended without a word" : cause.getMessage();
                return text == null ? cause.getClass().getSimpleName() : text;
            }
            cause = cause.getCause();
        }
    }
}

package net.roboconf.messaging.rabbitmq.internal;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;

/** What went wrong, in one line for people. */
final class Reason {

    private static final String ENDED = "it ended without a word";
    private static final String INNER = "cause: ";

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
                return wordsOf(cause);
            }
            cause = cause.getCause();
        }
    }

    private static String wordsOf(Throwable cause) {
        if (cause instanceof EOFException) {
            return ENDED;
        }
        String text = cause.getMessage();
        if (text == null) {
            return cause.getClass().getSimpleName();
        }
        // The client library puts the first cause into the text of what comes after it, with the name of its class.
        int inner = text.lastIndexOf(INNER);
        if (text.endsWith(INNER + EOFException.class.getName())) {
            return ENDED;
        }
        return inner < 0 ? text : text.substring(inner + INNER.length()).replaceFirst("^[\\w.$]+: ", "");
    }
}

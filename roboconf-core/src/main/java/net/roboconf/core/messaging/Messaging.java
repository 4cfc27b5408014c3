package net.roboconf.core.messaging;

import java.util.Set;

/**
 * One participant's place in the messaging.
 *
 * <p>It connects by itself and again whenever the connection is lost, for as long as it is open; a broker that is not
 * there yet at the start is no error. Nothing is kept for a participant that is away: what is lost is repaired by the
 * protocol. All methods return at once and may be called from any thread, also from the listener's.
 */
public interface Messaging extends AutoCloseable {

    /**
     * Says which subscriptions are wanted, all of them; replaces what was said before and outlives reconnections. They
     * are in force on the broker before anything is published that is handed over later.
     */
    void subscribe(Set<Subscription> wanted);

    /**
     * For a Deployment Manager: the applications whose agents need a place to talk to each other, all of them. These
     * places exist before anything is published that is handed over later; those of applications that are not named
     * any more are removed.
     */
    void serve(Set<String> applications);

    /**
     * Hands a message over. Messages to one address arrive in this order, if they arrive. When the connection is down or
     * the broker does not confirm, {@link MessagingListener#unconfirmed} is called, once.
     */
    void publish(Address to, Message message);

    /**
     * The same, and tells when the message takes up no place here any more: the broker has it, or it may be lost and
     * {@link MessagingListener#unconfirmed} was called. For who has more to say than may wait here at once. What holds
     * messages back for nobody tells at once.
     *
     * @param settled called once, by any thread, and must return at once; not called when this was closed before
     */
    default void publish(Address to, Message message, Runnable settled) {
        publish(to, message);
        settled.run();
    }

    /**
     * Opens a further participant that uses this one's connection and account: an agent inside the Deployment Manager's
     * process. Closing this one closes it too.
     */
    Messaging share(Participant participant, MessagingListener listener);

    /** How many messages were handed to the broker since this was opened, those of {@link #share} included. */
    long published();

    /** How many bytes those messages had, as they travel but without what the broker's protocol adds. */
    long publishedBytes();

    /** Whether messages can pass now. */
    boolean isConnected();

    /** Leaves. Nothing is delivered after this returned. May be called twice. Never throws. */
    @Override
    void close();
}

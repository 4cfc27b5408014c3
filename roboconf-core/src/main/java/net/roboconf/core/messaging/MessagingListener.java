package net.roboconf.core.messaging;

/**
 * Hears what happens at one participant. Called on one thread of the messaging at a time, in order; must return at once
 * (put what came into a queue).
 */
public interface MessagingListener {

    /** The connection is there and all subscriptions are in force. Called for the first and for each further one. */
    void connected();

    /**
     * The connection is gone, or could not be made. Called once until the next {@link #connected}.
     *
     * @param why for people
     */
    void disconnected(String why);

    /** A message came. It must be acknowledged once, after what it caused is durable. */
    void received(Delivery delivery);

    /**
     * Something came that is no message, or one that this version does not know. It was acknowledged and does not come
     * again. Whoever does not want to know more does nothing: the messaging has logged it.
     */
    default void rejected(RejectedMessage message) {}

    /** A message that was handed over was not confirmed: it may be lost. What it stated must be stated again. */
    void unconfirmed(Address to, Message message);

    /** A message that came. */
    interface Delivery {

        /** What was said. */
        Message message();

        /**
         * The broker-checked account that sent it: a machine's key, or {@link #MANAGER} for the Deployment Manager and
         * the agents inside its process.
         */
        String sender();

        /** Tells the broker that the message need not be delivered again. May be called from any thread. */
        void acknowledge();

        /** What {@link #sender} says of the Deployment Manager, whatever its account is called. */
        String MANAGER = "dm";
    }
}

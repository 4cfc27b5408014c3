package net.roboconf.core.messaging;

/**
 * Something that came and is no message for whoever it came to. It is acknowledged, so that it does not come again, and
 * nothing waits for it: what its sender meant, the sender states anew.
 *
 * @param sender the broker-checked account, as {@link MessagingListener.Delivery#sender}; empty when the broker names none
 * @param route where it was published, for people
 * @param problem what is wrong with it
 * @param why the same in words, for people
 * @param bytes what came; the array is not copied and must not be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record RejectedMessage(String sender, String route, Problem problem, String why, byte[] bytes) {

    /** What can be wrong with what comes. */
    public enum Problem {
        /** It is larger than {@link MessageCodec#MAX_BYTES}. */
        TOO_LARGE,
        /** It is written in a form that this version does not read: its sender is newer, or no part of Roboconf. */
        UNKNOWN_VERSION,
        /** It is of a kind that this version does not know. */
        UNKNOWN_KIND,
        /** It is no JSON, lacks something, or holds impossible values. */
        UNREADABLE,
        /** The broker does not say who sent it, or its sender's account pretends to be another. */
        UNKNOWN_SENDER,
        /** It can be read, and is a message that nobody sends to this participant. */
        UNEXPECTED,
        /** It can be read, and whoever had to deal with it failed. */
        NOT_HANDLED
    }
}

package org.example.roboconf.socket.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.messaging.MessageCodec;

/**
 * What travels on a line, in one piece.
 *
 * @param kind what it is
 * @param place the number of a participant on its connection; 0 when it is about none
 * @param words short texts; which ones, the kind says
 * @param body the bytes of a message; may be empty
 */
record Frame(Kind kind, int place, List<String> words, byte[] body) {

    /** Twice what a message of ours may have: what is too large reaches whoever must hear of it, within bounds. */
    static final int MAX_BODY = 2 * MessageCodec.MAX_BYTES;

    private static final int MAX_WORDS = 100_000;

    /** All that can be said on a line. */
    enum Kind {
        /** To the broker, first: account, password. */
        HELLO,
        /** From the broker: the account is right. */
        WELCOME,
        /** From the broker, last: why it goes on with nothing more. */
        REFUSED,
        /** To the broker: all that a place hears from now on; exchange, key, exchange, key, … */
        HEAR,
        /** From the broker: that is in force. */
        HEARD,
        /** To the broker: a place is given up. */
        LEAVE,
        /** To the broker: a message; exchange, key. */
        PUBLISH,
        /** From the broker: the oldest message that was not confirmed yet is. */
        CONFIRM,
        /** From the broker: a message for a place; exchange, key, account of the sender. */
        DELIVER,
        /** Both ways, when there is nothing to say: somebody is there. */
        PING,
        /** To the broker, by the manager alone: an account; machine, application, password, whether external. */
        ENSURE,
        /** To the broker, by the manager alone: these accounts are no more. */
        REVOKE,
        /** From the broker: accounts are as they were wanted. */
        DONE
    }

    private static final Kind[] KINDS = Kind.values();

    static Frame of(Kind kind, String... words) {
        return new Frame(kind, 0, List.of(words), new byte[0]);
    }

    static Frame of(Kind kind, int place, List<String> words) {
        return new Frame(kind, place, words, new byte[0]);
    }

    /** How much memory it takes, about. */
    int size() {
        return body.length + 64 * (1 + words.size());
    }

    void write(DataOutputStream to) throws IOException {
        to.writeByte(kind.ordinal());
        to.writeInt(place);
        to.writeInt(words.size());
        for (String word : words) {
            to.writeUTF(word);
        }
        to.writeInt(body.length);
        to.write(body);
    }

    static Frame read(DataInputStream from) throws IOException {
        int kind = from.readUnsignedByte();
        int place = from.readInt();
        int count = from.readInt();
        if (kind >= KINDS.length || count < 0 || count > MAX_WORDS) {
            throw new IOException("Whoever is at the other end does not speak this protocol");
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(from.readUTF());
        }
        int length = from.readInt();
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("A message of " + length + " bytes is more than is carried");
        }
        byte[] body = new byte[length];
        from.readFully(body);
        return new Frame(KINDS[kind], place, words, body);
    }
}

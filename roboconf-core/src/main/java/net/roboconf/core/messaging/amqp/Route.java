package net.roboconf.core.messaging.amqp;

/**
 * Where a message goes on the broker, or what a queue is bound to.
 *
 * @param exchange the name of a topic exchange
 * @param key the routing key, or a pattern of keys
 */
public record Route(String exchange, String key) {

    /** Whether the key holds a star, which stands for any one word. */
    public boolean isPattern() {
        return key.indexOf('*') >= 0;
    }

    /** Whether what is published like that reaches a queue that is bound to this. Words are parted by dots. */
    public boolean matches(Route published) {
        if (!exchange.equals(published.exchange)) {
            return false;
        }
        String[] expected = key.split("\\.", -1);
        String[] words = published.key.split("\\.", -1);
        boolean same = expected.length == words.length;
        for (int i = 0; same && i < words.length; i++) {
            same = expected[i].equals("*") || expected[i].equals(words[i]);
        }
        return same;
    }
}

package net.roboconf.target.ec2.server;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers as EC2 makes them. */
final class Ids {

    private static final AtomicLong NEXT = new AtomicLong(1);

    private Ids() {}

    static String request() {
        return UUID.randomUUID().toString();
    }

    static String of(String kind) {
        return String.format("%s-%017x", kind, NEXT.getAndIncrement());
    }
}

package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the two processes of a simulated fleet say to each other over one socket, as frames of a kind and fields: the
 * Deployment Manager in one, so that its memory is its own, all machines and the broker in the other.
 */
final class Wire {

    /** To the machines: address, body of a message. */
    static final int TO_MACHINE = 1;

    /** To the machines: application, body of a message to every agent of it. */
    static final int TO_EVERYONE = 2;

    /** To the machines: settings of the agent of a new one. */
    static final int MAKE = 3;

    /** To the machines: key of one to be destroyed. */
    static final int DESTROY = 4;

    /** To the machines: say what has passed so far. */
    static final int ASK = 5;

    /** To the Deployment Manager: sender, body of a message. */
    static final int REPORT = 6;

    /** To the Deployment Manager: {@link Passed} as JSON. */
    static final int PASSED = 7;

    static final ObjectMapper JSON = new ObjectMapper();

    private Wire() {}
}

package net.roboconf.plugin.file.internal;

import java.io.IOException;

/** How long work on files hears that its step was cancelled or took too long. */
final class Interruption {

    private Interruption() {}

    /** To be called before each file, and each piece of a file. */
    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** To be called with what came instead of a result: channels that are interrupted fail in words of their own. */
    static void check(IOException failure) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interruption = new InterruptedException();
            interruption.initCause(failure);
            throw interruption;
        }
    }
}

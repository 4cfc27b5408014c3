package net.roboconf.agent.internal.step;

import net.roboconf.agent.internal.suspension.RunningCalls;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepFailure;

/** A plug-in while something runs in it. Must be closed; may be closed twice. */
public final class PluginUse implements AutoCloseable {

    /** Something that a plug-in is asked for. */
    @FunctionalInterface
    public interface Question<T> {

        /** Asks. */
        T of(Plugin plugin) throws StepFailure, InterruptedException;
    }

    private final PluginEntry entry;
    private final Runnable takenAway;

    PluginUse(PluginEntry entry, Runnable takenAway) {
        this.entry = entry;
        this.takenAway = takenAway;
    }

    /**
     * Calls the plug-in on this thread, whose context class loader is the plug-in's meanwhile: libraries that plug-ins
     * embed look for their own parts there.
     *
     * @param what the call is for, in a few words for people
     */
    public <T> T ask(String what, Question<T> question) throws StepFailure, InterruptedException {
        RunningCalls.Call call = entry.enter(what);
        try {
            entry.load();
            return asked(question);
        } finally {
            call.close();
        }
    }

    private <T> T asked(Question<T> question) throws StepFailure, InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(entry.plugin().getClass().getClassLoader());
        try {
            return question.of(entry.plugin());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Where the plug-in comes from. */
    ServiceOrigin origin() {
        return entry.origin();
    }

    void takeAway() {
        takenAway.run();
    }

    @Override
    public void close() {
        entry.release(this);
    }
}

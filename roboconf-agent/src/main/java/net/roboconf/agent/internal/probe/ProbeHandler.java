package net.roboconf.agent.internal.probe;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.Probe;
import net.roboconf.core.probe.ProbeFailure;

/** A handler of probes that is there. Thread-safe. */
public final class ProbeHandler {

    private final ServiceOrigin origin;
    private final Probe probe;
    private final String name;
    private final Runnable loading;
    private boolean loaded;

    private ProbeHandler(ServiceOrigin origin, Probe probe, String name, Runnable loading) {
        this.origin = origin;
        this.probe = probe;
        this.name = name;
        this.loading = loading;
    }

    /**
     * Asks a probe for its name; whatever it throws is thrown.
     *
     * @param loading makes the probe independent of its bundle
     * @throws IllegalArgumentException when that is no name
     */
    static ProbeHandler of(ServiceOrigin origin, Probe probe, Runnable loading) {
        String name = probe.handler();
        if (name == null || !name.matches("[A-Za-z][\\w-]*")) {
            throw new IllegalArgumentException("its handler has the name '" + name
                    + "'; a name begins with a letter, then come letters, digits, '_' and '-'");
        }
        return new ProbeHandler(origin, probe, name.toLowerCase(Locale.ROOT), loading);
    }

    /** Where it comes from. */
    public ServiceOrigin origin() {
        return origin;
    }

    /** In lower case. */
    String name() {
        return name;
    }

    /**
     * Calls it on this thread, whose context class loader is the probe's meanwhile. It goes on in its version when its bundle
     * is replaced: all its classes are loaded before.
     */
    void look(String text, StepContext context) throws ProbeFailure, InterruptedException {
        load();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(probe.getClass().getClassLoader());
        try {
            probe.look(text, context);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The same, but the thread is interrupted when the time is over, and that is a failure. */
    public void lookWithin(Duration limit, String text, StepContext context, ScheduledExecutorService timer)
            throws ProbeFailure, InterruptedException {
        TimedLook.look(this, text, context, limit, timer);
    }

    private synchronized void load() {
        if (!loaded) {
            loading.run();
            loaded = true;
        }
    }
}

package net.roboconf.agent.internal.probe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.Probe;
import net.roboconf.core.probe.ProbeFailure;

/** A probe that does what a test says, and remembers what it was told. */
public final class FakeProbe implements Probe {

    /** What a look does. */
    public interface Act {

        /** Does it. */
        void run(StepContext context) throws ProbeFailure, InterruptedException;
    }

    private final String handler;
    private final Act act;
    private final List<String> looks = new CopyOnWriteArrayList<>();

    /** With this name; each look does this. */
    public FakeProbe(String handler, Act act) {
        this.handler = handler;
        this.act = act;
    }

    /** What it was told, oldest first. */
    public List<String> looks() {
        return List.copyOf(looks);
    }

    @Override
    public String handler() {
        return handler;
    }

    @Override
    public void look(String text, StepContext context) throws ProbeFailure, InterruptedException {
        looks.add(text);
        act.run(context);
    }
}

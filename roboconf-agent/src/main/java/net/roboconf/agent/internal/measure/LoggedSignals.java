package net.roboconf.agent.internal.measure;

import net.roboconf.core.model.InstancePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to the log of the agent. */
public final class LoggedSignals implements Signals {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedSignals.class);

    @Override
    public void signal(InstancePath path, String name, String text) {
        LOG.info("Event {} of {}: {}", name, path, text);
    }
}

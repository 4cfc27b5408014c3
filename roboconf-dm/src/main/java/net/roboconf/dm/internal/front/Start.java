package net.roboconf.dm.internal.front;

import java.util.concurrent.CompletionStage;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;

/** What people mean by a start: what they name is started, be it deployed or not; below it, what is deployed. */
public final class Start {

    private final Manager manager;
    private final Lookup lookup;

    /** Gives orders to this one. */
    public Start(Manager manager) {
        this.manager = manager;
        this.lookup = new Lookup(manager);
    }

    /**
     * Starts an instance, which is deployed first when it must be, and what is deployed below it.
     *
     * @param path null for all of the application that is deployed
     */
    public CompletionStage<Void> order(String application, InstancePath path) {
        ApplicationView view = lookup.application(application);
        return path != null && lookup.instance(view, path).expected() == InstanceState.NOT_DEPLOYED
                ? manager.changeState(application, path, InstanceState.DEPLOYED_STARTED)
                : manager.startAll(application, path);
    }
}

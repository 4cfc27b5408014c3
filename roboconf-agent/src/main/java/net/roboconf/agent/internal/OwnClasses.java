package net.roboconf.agent.internal;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of a bundle while nobody waits for them. Otherwise the first deployment loads them, on all threads at
 * once, and the framework has those threads spin that want a class which another one is loading.
 */
final class OwnClasses {

    private static final Logger LOG = LoggerFactory.getLogger(OwnClasses.class);
    private static final String ENDING = ".class";

    private OwnClasses() {}

    /** Loads them, without running anything of them. For any thread that nobody waits for. */
    static void load(Bundle bundle) {
        Collection<String> files = bundle.adapt(BundleWiring.class)
                .listResources(
                        "/", "*" + ENDING, BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL);
        for (String file : files) {
            String name = file.substring(0, file.length() - ENDING.length()).replace('/', '.');
            try {
                bundle.loadClass(name);
            } catch (ClassNotFoundException | LinkageError | IllegalStateException e) {
                // Whoever needs it is told; and a bundle may be stopped at any time.
                LOG.debug("{} is not loaded ahead", name, e);
            }
        }
    }
}

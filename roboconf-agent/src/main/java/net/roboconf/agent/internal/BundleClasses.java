package net.roboconf.agent.internal;

import java.util.Collection;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of a bundle while nobody waits for them.
 *
 * <p>The agent's own: otherwise the first deployment loads them, on all threads at once, and the framework has those threads
 * spin that want a class which another one is loading. Those of a plug-in: when its bundle is replaced, a step that runs in
 * the old one ends with the classes that are loaded; others cannot be had any more.
 */
final class BundleClasses {

    private static final Logger LOG = LoggerFactory.getLogger(BundleClasses.class);
    private static final String ENDING = ".class";

    private BundleClasses() {}

    /**
     * Loads them, without running anything of them. For any thread that nobody waits for.
     *
     * @param wiring of the version of the bundle that is meant
     */
    static void load(BundleWiring wiring) {
        Collection<String> files = wiring.listResources(
                "/", "*" + ENDING, BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL);
        if (files == null) {
            // It was replaced, or has gone.
            return;
        }
        for (String file : files) {
            String name = file.substring(0, file.length() - ENDING.length()).replace('/', '.');
            try {
                wiring.getClassLoader().loadClass(name);
            } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
                // Whoever needs it is told; and a bundle may be replaced at any time, which Felix does not always say.
                LOG.debug("{} is not loaded ahead", name, e);
            }
        }
    }
}

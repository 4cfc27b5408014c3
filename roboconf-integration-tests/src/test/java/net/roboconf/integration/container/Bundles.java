package net.roboconf.integration.container;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The bundles of the Karaf that a test runs in. */
final class Bundles {

    private Bundles() {}

    /** Those that should run and do not: neither fragments nor bundles that are installed without being started. */
    static List<String> notRunning(BundleContext context) {
        List<String> found = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            boolean isFragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            boolean isMeantToRun = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
            if (!isFragment && isMeantToRun && bundle.getState() != Bundle.ACTIVE) {
                found.add(bundle + " is in state " + bundle.getState());
            }
        }
        return found;
    }
}

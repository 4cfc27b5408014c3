package net.roboconf.core.osgi;

import org.osgi.framework.Bundle;

/** The bundles that may not run because their classes end the whole process. An OSGi service; thread-safe. */
public interface RefusedBundles {

    /**
     * What a bundle calls that ends the process, such as {@code net.acme.Boom calls System.exit}.
     *
     * @return never null; empty when the bundle is not refused
     */
    String why(Bundle bundle);
}

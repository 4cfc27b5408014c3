package net.roboconf.karaf.subjects;

import java.util.List;

/** The bundles that may not run because their classes end the whole process. An OSGi service; thread-safe. */
public interface RefusedBundles {

    /**
     * Those that are installed now, each with its version and what it calls, for people to read; sorted.
     *
     * @return never null; empty when none is refused
     */
    List<String> refused();
}

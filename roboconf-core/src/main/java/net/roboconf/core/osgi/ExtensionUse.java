package net.roboconf.core.osgi;

import java.util.List;
import java.util.Set;

/**
 * Which extensions of one kind are used. An OSGi service of who uses them, with the service property {@link #KIND}; thread-safe.
 */
public interface ExtensionUse {

    /** The service property that holds the name of the {@link ExtensionKind}. */
    String KIND = "kind";

    /** All that have come, used or not; never null. */
    List<Used> list();

    /**
     * One that has come.
     *
     * @param bundle the symbolic name of its bundle
     * @param version of its bundle
     * @param names the installers, handlers or types for which it is used, in lower case: what a newer one serves as well is
     *     missing
     * @param trouble why it is not used at all; empty when a newer one serves all that it would, or when it is used
     */
    record Used(String bundle, String version, Set<String> names, String trouble) {

        /** Makes the names immutable. */
        public Used {
            names = Set.copyOf(names);
        }
    }
}

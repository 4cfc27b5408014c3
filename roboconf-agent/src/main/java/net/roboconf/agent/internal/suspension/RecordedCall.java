package net.roboconf.agent.internal.suspension;

import java.util.Set;

/**
 * A call of a plug-in that had not returned when the process ended.
 *
 * @param bundle the symbolic name of the plug-in's bundle
 * @param version of the bundle
 * @param installers that the plug-in serves, in lower case; empty when it has not said so yet
 * @param what the call was for, for people
 * @param allocated how many bytes its thread was last seen to have allocated in it; {@link #NOT_SEEN} when it was too short
 *     for a look
 */
record RecordedCall(String bundle, String version, Set<String> installers, String what, long allocated) {

    static final long NOT_SEEN = -1;

    /** Bundle and version. */
    String plugin() {
        return bundle + " " + version;
    }
}

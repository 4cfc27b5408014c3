package net.roboconf.agent.internal.engine;

import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.model.InstancePath;

/**
 * An exporter in the eyes of an importer.
 *
 * @param subject what is imported, of which application
 * @param path where it stands in that application
 */
record ExporterKey(ExportsSubject subject, InstancePath path) implements Comparable<ExporterKey> {

    @Override
    public int compareTo(ExporterKey other) {
        int bySubject = subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : path.compareTo(other.path);
    }
}

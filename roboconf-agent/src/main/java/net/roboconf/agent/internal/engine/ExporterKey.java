package net.roboconf.agent.internal.engine;

import net.roboconf.core.model.InstancePath;

/**
 * An exporter in the eyes of an importer.
 *
 * @param prefix under which it is imported
 * @param path where it stands
 */
record ExporterKey(String prefix, InstancePath path) {}

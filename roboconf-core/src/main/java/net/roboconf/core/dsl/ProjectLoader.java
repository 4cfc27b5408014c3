package net.roboconf.core.dsl;

import net.roboconf.core.dsl.internal.GraphSketch;
import net.roboconf.core.dsl.internal.ProjectReader;
import net.roboconf.core.model.Graph;

/**
 * Reads a project: descriptor, graph, instances, commands and rules.
 *
 * <p>All errors of a project are found in one run: what cannot be read is left out, and what may depend on it is not
 * judged. The time it takes is linear in the size of the project. Stateless, for any number of threads.
 */
public final class ProjectLoader {

    /** Reads the files, once each. Never fails: what goes wrong is among the findings. */
    public LoadedProject load(ProjectFiles files) {
        return ProjectReader.read(files);
    }

    /**
     * As much of the graph of an application or a recipe as can be understood, for a look at what has errors. What is
     * wrong is left out. Never fails.
     */
    public Graph sketch(ProjectFiles files) {
        return GraphSketch.of(files);
    }
}

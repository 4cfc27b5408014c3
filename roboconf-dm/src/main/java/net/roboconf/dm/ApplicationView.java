package net.roboconf.dm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;

/** An application at one moment. Immutable: what changes later is in a later view. Safe for use by many threads. */
public interface ApplicationView {

    /** Its name; unique. */
    String name();

    /** Free text, may be empty. */
    String description();

    /** The name of the template that it was made of. */
    String templateName();

    /** The version of that template. */
    String templateVersion();

    /** Wall-clock time of its creation, in milliseconds since 1970. */
    long createdAt();

    /** All instances, sorted by path: a parent comes before its descendants. Made at each call. */
    List<InstanceView> instances();

    /** How many instances it has. */
    int size();

    /** How many instances are in each actual state; states that no instance is in are absent. */
    Map<InstanceState, Integer> states();

    /** One instance. */
    Optional<InstanceView> instance(InstancePath path);

    /** The instances right below this one, sorted by path; the roots for null. */
    List<InstanceView> children(InstancePath parent);

    /** What an instance imports, one entry per prefix, in the order of the graph; empty for an unknown path. */
    List<ImportView> imports(InstancePath path);

    /** What it imports from other applications, one entry for each external prefix, sorted by prefix. */
    List<BindingView> bindings();

    /**
     * Which target makes the machines: from the path of an instance, {@code @Component}, or the empty text (for all
     * others) to the identifier of a target definition.
     */
    Map<String, String> targets();

    /**
     * Why an instance is not as expected: the chain of reasons down to its root.
     *
     * @throws ManagerException {@code NOT_FOUND}
     */
    Explanation explain(InstancePath path);
}

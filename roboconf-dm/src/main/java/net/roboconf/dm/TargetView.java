package net.roboconf.dm;

import java.util.List;
import java.util.Set;

/**
 * A target definition: how machines of one kind are made.
 *
 * @param id unique
 * @param handler the kind of target: {@code local}, {@code openstack}
 * @param name for people
 * @param description free text, may be empty
 * @param available whether a target of that kind is installed
 * @param properties the names of its properties; values may be secret and are not shown
 * @param files the paths of the files that came with it, sorted
 * @param usedBy {@code application/path} of the machines that were made by it and exist, sorted
 */
public record TargetView(
        String id,
        String handler,
        String name,
        String description,
        boolean available,
        Set<String> properties,
        List<String> files,
        List<String> usedBy) {

    /** Makes the collections immutable. */
    public TargetView {
        properties = Set.copyOf(properties);
        files = List.copyOf(files);
        usedBy = List.copyOf(usedBy);
    }
}

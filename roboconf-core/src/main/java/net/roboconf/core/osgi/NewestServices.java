package net.roboconf.core.osgi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Services of one kind, each with a name by which it is chosen. Where several have the same name, {@link ServiceOrigin}
 * decides which one is used; when it goes, the next one is. Not thread-safe.
 *
 * @param <T> the kind
 */
public final class NewestServices<T> {

    private record Entry<T>(ServiceOrigin origin, String name, T service) {}

    /**
     * Who serves a name after something came or went.
     *
     * @param before empty when nobody did
     * @param after empty when nobody does
     */
    public record Change<T>(Optional<T> before, Optional<T> after) {

        /** Whether it is another one. */
        public boolean isOne() {
            return !before.equals(after);
        }
    }

    private final List<Entry<T>> entries = new ArrayList<>();

    /** A service came. */
    public Change<T> add(ServiceOrigin origin, String name, T service) {
        Optional<T> before = get(name);
        entries.add(new Entry<>(origin, name, service));
        return new Change<>(before, get(name));
    }

    /**
     * A service went away.
     *
     * @param serviceId what it came with, in its origin; one that never came changes nothing
     */
    public Change<T> remove(long serviceId) {
        Optional<Entry<T>> gone = entries.stream()
                .filter(entry -> entry.origin().serviceId() == serviceId)
                .findFirst();
        if (gone.isEmpty()) {
            return new Change<>(Optional.empty(), Optional.empty());
        }
        String name = gone.get().name();
        Optional<T> before = get(name);
        entries.remove(gone.get());
        return new Change<>(before, get(name));
    }

    /** The one that is used for this name. */
    public Optional<T> get(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .max(Comparator.comparing(Entry::origin))
                .map(Entry::service);
    }

    /** The names for which this service is used, and no other one. */
    public Set<String> namesOf(long serviceId) {
        Set<String> names = new TreeSet<>();
        for (Entry<T> entry : entries) {
            boolean newest = entries.stream()
                    .filter(other -> other.name().equals(entry.name()))
                    .max(Comparator.comparing(Entry::origin))
                    .filter(entry::equals)
                    .isPresent();
            if (entry.origin().serviceId() == serviceId && newest) {
                names.add(entry.name());
            }
        }
        return names;
    }

    /** All that are used, one for each name, in the order of the names. */
    public List<T> all() {
        Set<String> names = new TreeSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        return names.stream().map(name -> get(name).orElseThrow()).toList();
    }
}

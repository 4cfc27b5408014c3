package net.roboconf.karaf.subjects.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * One time that the framework resolves, without the bundles that are refused: they are given nothing that they require,
 * nobody is given anything of theirs, and they stand in no other version's way.
 *
 * <p>The method that is made for it, {@link #filterResolvable}, takes them out only when nobody else is to be resolved: once
 * a bundle is taken out there, Felix (7.0.5) gives the others nothing of bundles that have been resolved before, not even its
 * own packages. Alone it is of use, for a bundle all of whose requirements are optional.
 */
final class WithoutThem implements ResolverHook {

    private final Predicate<BundleRevision> isRefused;
    private final List<BundleRevision> triggers;
    private final Set<BundleRevision> refused = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param triggers what is to be resolved */
    WithoutThem(Predicate<BundleRevision> isRefused, Collection<BundleRevision> triggers) {
        this.isRefused = isRefused;
        this.triggers = List.copyOf(triggers);
    }

    /** The framework calls this one first, with all that are not resolved yet. */
    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        candidates.stream().filter(isRefused).forEach(refused::add);
        if (!triggers.isEmpty() && refused.containsAll(triggers)) {
            candidates.removeAll(refused);
        }
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        without(singleton.getRevision(), candidates);
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        without(requirement.getRevision(), candidates);
    }

    private void without(BundleRevision revision, Collection<BundleCapability> candidates) {
        if (refused.contains(revision)) {
            candidates.clear();
        } else if (!refused.isEmpty()) {
            candidates.removeIf(candidate -> refused.contains(candidate.getRevision()));
        }
    }

    @Override
    public void end() {
        // Nothing is held.
    }
}

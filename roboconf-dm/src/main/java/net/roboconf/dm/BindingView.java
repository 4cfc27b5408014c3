package net.roboconf.dm;

import java.util.List;

/**
 * Which applications an external prefix is imported from.
 *
 * @param prefix the exports prefix of other applications
 * @param optional whether all that import it may start without it
 * @param providers the applications that the importing one is bound to, sorted; empty when nothing can be imported
 * @param candidates all applications that it could be bound to, sorted
 */
public record BindingView(String prefix, boolean optional, List<String> providers, List<String> candidates) {

    /** Makes the lists immutable. */
    public BindingView {
        providers = List.copyOf(providers);
        candidates = List.copyOf(candidates);
    }

    /** Whether it is bound to any application. */
    public boolean isBound() {
        return !providers.isEmpty();
    }
}

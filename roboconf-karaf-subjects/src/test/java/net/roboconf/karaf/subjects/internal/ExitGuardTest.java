package net.roboconf.karaf.subjects.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

class ExitGuardTest {

    private static final String PLUGIN = "(&(osgi.wiring.package=net.roboconf.core.plugin)(version>=1.0.0))";

    private final ExitGuard guard = new ExitGuard();

    private boolean mayBeResolved(FakeBundle bundle) {
        List<BundleRevision> candidates = new ArrayList<>(List.of(bundle.revision()));
        guard.begin(List.of(bundle.revision())).filterResolvable(candidates);
        return !candidates.isEmpty();
    }

    private static FakeBundle extension(Class<?> type) {
        return new FakeBundle("file:plugin.jar", PLUGIN).with(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLUGIN,
                "(osgi.wiring.package=net.roboconf.core.target)",
                "(osgi.wiring.package=net.roboconf.core.messaging)",
                "(&(osgi.wiring.bundle=roboconf-core)(bundle-version>=1.0.0))"
            })
    void an_extension_that_ends_the_process_is_refused(String requirement) {
        FakeBundle bundle = new FakeBundle("file:plugin.jar", requirement).with(Classes.Exits.class);
        assertThat(mayBeResolved(bundle)).isFalse();
        assertThat(guard.why(bundle.bundle())).isEqualTo(Classes.Exits.class.getName() + " calls System.exit");
    }

    @Test
    void others_are_left_alone() {
        assertThat(mayBeResolved(extension(Classes.Harmless.class))).isTrue();
        assertThat(mayBeResolved(
                        new FakeBundle("mvn:net.roboconf/roboconf-dm/1.0.0", PLUGIN).with(Classes.Exits.class)))
                .isTrue();
        FakeBundle library = new FakeBundle("file:a.jar", "(osgi.wiring.package=org.slf4j)").with(Classes.Exits.class);
        assertThat(mayBeResolved(library)).isTrue();
        assertThat(guard.why(library.bundle())).isEmpty();
        assertThat(library.reads).isZero();
    }

    @Test
    void others_are_resolved_beside_one_that_is_refused() {
        FakeBundle refused = extension(Classes.Exits.class);
        FakeBundle clean = extension(Classes.Harmless.class);
        List<BundleRevision> both = new ArrayList<>(List.of(refused.revision(), clean.revision()));
        ResolverHook hook = guard.begin(List.copyOf(both));
        hook.filterResolvable(both);
        assertThat(both).as("Felix would give the others nothing any more").hasSize(2);

        BundleCapability ofClean = clean.capability();
        List<BundleCapability> matches = new ArrayList<>(List.of(refused.capability(), ofClean));
        hook.filterMatches(clean.requirement(), matches);
        assertThat(matches).containsExactly(ofClean);
        hook.filterMatches(refused.requirement(), matches);
        assertThat(matches).isEmpty();

        matches.add(refused.capability());
        hook.filterSingletonCollisions(ofClean, matches);
        assertThat(matches).isEmpty();
        hook.end();
    }

    @Test
    void nobody_is_harmed_when_something_else_is_resolved_while_one_is_refused() {
        FakeBundle refused = extension(Classes.Exits.class);
        List<BundleRevision> unresolved = new ArrayList<>(List.of(refused.revision()));
        guard.begin(List.of()).filterResolvable(unresolved);
        assertThat(unresolved).hasSize(1);
    }

    @Test
    void an_extension_of_which_nothing_can_be_read_is_left_to_the_framework() {
        assertThat(mayBeResolved(new FakeBundle("file:plugin.jar", PLUGIN).with("A.class", new byte[0])))
                .isTrue();
    }

    @Test
    void an_extension_is_scanned_once_when_it_is_installed() {
        FakeBundle bundle = extension(Classes.Exits.class);
        guard.bundleChanged(new BundleEvent(BundleEvent.INSTALLED, bundle.bundle()));
        assertThat(guard.why(bundle.bundle())).isNotEmpty();
        assertThat(mayBeResolved(bundle)).isFalse();
        assertThat(mayBeResolved(bundle)).isFalse();
        assertThat(bundle.reads).isEqualTo(1);
    }

    @Test
    void an_update_is_judged_anew() {
        FakeBundle bundle = extension(Classes.Exits.class);
        assertThat(mayBeResolved(bundle)).isFalse();
        bundle.update(Classes.Harmless.class);
        guard.bundleChanged(new BundleEvent(BundleEvent.UPDATED, bundle.bundle()));
        assertThat(mayBeResolved(bundle)).isTrue();
        assertThat(guard.why(bundle.bundle())).isEmpty();
        bundle.update(Classes.Halts.class);
        assertThat(mayBeResolved(bundle)).isFalse();
    }

    @Test
    void what_was_uninstalled_is_not_told_of_any_more() {
        FakeBundle bundle = extension(Classes.Exits.class);
        assertThat(mayBeResolved(bundle)).isFalse();
        bundle.uninstall();
        assertThat(guard.why(bundle.bundle())).isEmpty();
    }
}

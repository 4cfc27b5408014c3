package net.roboconf.karaf.subjects.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

class WholeCacheTest {

    @TempDir
    Path storage;

    private int level;

    private void levelIs(int reached) {
        level = reached;
        new WholeCache(storage, 100, () -> level).frameworkEvent(event(FrameworkEvent.STARTLEVEL_CHANGED));
    }

    private static FrameworkEvent event(int type) {
        Bundle system = (Bundle) Proxy.newProxyInstance(
                WholeCacheTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> null);
        return new FrameworkEvent(type, system, null);
    }

    @Test
    void storage_is_whole_when_the_last_start_level_is_reached_and_stays_so() {
        Path mark = storage.resolve("roboconf.whole");
        levelIs(80);
        assertThat(mark).doesNotExist();
        levelIs(100);
        assertThat(mark).exists();
        levelIs(100);
        assertThat(mark).exists();
    }

    @Test
    void storage_is_whole_when_the_features_of_the_start_are_installed() {
        WholeCache cache = new WholeCache(storage, 100, () -> 100);
        ServiceReference<?> finished = (ServiceReference<?>) Proxy.newProxyInstance(
                WholeCacheTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> null);
        cache.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, finished));
        assertThat(storage).isEmptyDirectory();
        cache.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, finished));
        assertThat(storage.resolve("roboconf.whole")).exists();
    }

    @Test
    void other_events_say_nothing() {
        new WholeCache(storage, 100, () -> 100).frameworkEvent(event(FrameworkEvent.INFO));
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void storage_that_cannot_be_marked_is_told_of() {
        storage = storage.resolve("nowhere");
        assertThatThrownBy(() -> levelIs(100))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("install all bundles anew");
    }
}

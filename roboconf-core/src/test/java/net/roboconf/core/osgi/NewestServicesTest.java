package net.roboconf.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class NewestServicesTest {

    private final NewestServices<String> services = new NewestServices<>();

    private boolean comes(long id, String version, int ranking, String name, String service) {
        ServiceOrigin origin = new ServiceOrigin("bundle", Version.parseVersion(version), ranking, id);
        return services.add(origin, name, service).isOne();
    }

    @Test
    void a_newer_bundle_takes_over_and_gives_back() {
        assertThat(comes(1, "1.9", 9, "cloud", "old")).isTrue();
        assertThat(comes(2, "1.10", 0, "cloud", "new")).isTrue();
        assertThat(services.get("cloud")).contains("new");
        assertThat(services.remove(2).after()).contains("old");
        assertThat(services.remove(1).after()).isEmpty();
        assertThat(services.all()).isEmpty();
    }

    @Test
    void an_older_bundle_changes_nothing_by_coming_or_going() {
        comes(1, "2", 0, "cloud", "new");
        assertThat(comes(2, "1", 0, "cloud", "old")).isFalse();
        assertThat(services.remove(2).isOne()).isFalse();
        assertThat(services.get("cloud")).contains("new");
    }

    @Test
    void of_the_same_version_the_higher_ranking_is_taken_then_the_longer_there() {
        comes(5, "1", 0, "cloud", "later");
        comes(4, "1", 0, "cloud", "earlier");
        assertThat(services.get("cloud")).contains("earlier");
        comes(6, "1", 1, "cloud", "ranked");
        assertThat(services.get("cloud")).contains("ranked");
    }

    @Test
    void names_have_nothing_to_do_with_each_other() {
        comes(1, "1", 0, "b", "for b");
        comes(2, "2", 0, "a", "for a");
        assertThat(services.all()).containsExactly("for a", "for b");
        assertThat(services.get("c")).isEmpty();
    }

    @Test
    void one_that_never_came_changes_nothing_by_going() {
        comes(1, "1", 0, "cloud", "one");
        assertThat(services.remove(7).isOne()).isFalse();
        assertThat(services.get("cloud")).contains("one");
    }
}

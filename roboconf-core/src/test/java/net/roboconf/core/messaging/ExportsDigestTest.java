package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.Test;

class ExportsDigestTest {

    private static final ExportedInstance ONE = exported("/a", 1, "80");
    private static final ExportedInstance OTHER = exported("/b", 1, "80");

    @Test
    void order_does_not_matter() {
        assertThat(ExportsDigest.of(List.of(ONE, OTHER)))
                .isEqualTo(ExportsDigest.of(List.of(OTHER, ONE)))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void path_start_number_and_values_all_count() {
        assertThat(List.of(
                                List.<ExportedInstance>of(),
                                List.of(ONE),
                                List.of(OTHER),
                                List.of(exported("/a", 2, "80")),
                                List.of(exported("/a", 1, "81")))
                        .stream()
                        .map(ExportsDigest::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_taken_out_leaves_no_trace() {
        ExportsDigest digest = new ExportsDigest();
        digest.add(ONE);
        digest.add(OTHER);
        digest.remove(ONE);
        assertThat(digest.text()).isEqualTo(ExportsDigest.of(List.of(OTHER)));
    }

    private static ExportedInstance exported(String path, long starts, String port) {
        return new ExportedInstance(new InstancePath(path), starts, Map.of("port", port));
    }
}

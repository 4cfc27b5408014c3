package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.roboconf.core.model.InstanceDefinition;

/** What a count yields, at any depth. */
class CountTest {

    private static final int DEPTH = 5;

    private static List<InstanceDefinition> load(List<Integer> counts) {
        StringBuilder graph = new StringBuilder("C0 {\n installer: target;\n children: C1;\n}\n");
        for (int i = 1; i <= DEPTH; i++) {
            graph.append("C").append(i).append(" {\n installer: bash;\n");
            graph.append(i < DEPTH ? " children: C" + (i + 1) + ";\n}\n" : "}\n");
        }
        StringBuilder instances = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            instances
                    .append("instance of C")
                    .append(i)
                    .append(" {\n name: i")
                    .append(i)
                    .append("-;\n");
            instances.append(" count: ").append(counts.get(i)).append(";\n");
        }
        instances.append("}\n".repeat(counts.size()));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/g.graph", graph.toString());
        files.put("instances/i.instances", instances.toString());
        return new ProjectLoader()
                .load(Example.project(files, "g.graph", "i.instances"))
                .template()
                .orElseThrow()
                .instances();
    }

    private static long size(List<InstanceDefinition> instances) {
        return instances.stream().mapToLong(i -> 1 + size(i.children())).sum();
    }

    @Property(tries = 200)
    void a_count_yields_that_many_different_names_of_one_length_in_order(
            @ForAll @IntRange(min = 2, max = 1200) int count) {
        List<String> names =
                load(List.of(count)).stream().map(InstanceDefinition::name).toList();

        assertThat(names).hasSize(count).doesNotHaveDuplicates().isSorted();
        assertThat(names).allSatisfy(name -> assertThat(name).hasSameSizeAs("i0-" + count));
        assertThat(names.get(0)).endsWith("1");
        assertThat(names.get(count - 1)).isEqualTo("i0-" + count);
    }

    @Property(tries = 200)
    void counts_multiply_from_the_outside_in(
            @ForAll @Size(min = 1, max = DEPTH) List<@IntRange(min = 1, max = 6) Integer> counts) {
        long expected = 0;
        long product = 1;
        for (int count : counts) {
            product *= count;
            expected += product;
        }

        assertThat(size(load(counts))).isEqualTo(expected);
    }

    @Property(tries = 50)
    void replicas_differ_in_their_name_only(
            @ForAll @IntRange(min = 2, max = 30) int outer, @ForAll @IntRange(min = 2, max = 30) int inner) {
        List<InstanceDefinition> instances = load(List.of(outer, inner));

        assertThat(instances).allSatisfy(i -> assertThat(i.children())
                .isEqualTo(instances.get(0).children()));
        assertThat(instances.get(0).children()).hasSize(inner);
    }

    @Property(tries = 20)
    void a_count_of_one_changes_nothing(@ForAll @IntRange(min = 1, max = DEPTH) int depth) {
        List<InstanceDefinition> instances = load(Collections.nCopies(depth, 1));

        assertThat(instances).extracting(InstanceDefinition::name).containsExactly("i0-");
        assertThat(size(instances)).isEqualTo(depth);
    }
}

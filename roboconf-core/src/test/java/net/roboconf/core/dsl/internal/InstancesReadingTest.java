package net.roboconf.core.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.core.model.RandomInstances;

class InstancesReadingTest {

    @Property(tries = 1000)
    void instances_that_are_written_and_read_are_the_same(@ForAll long seed) {
        List<InstanceDefinition> instances = RandomInstances.instances(seed);
        Findings findings = new Findings();

        List<InstanceDefinition> read = InstancesText.read(InstancesText.of(instances), findings);

        assertThat(findings.sorted()).isEmpty();
        assertThat(read).isEqualTo(instances);
    }
}

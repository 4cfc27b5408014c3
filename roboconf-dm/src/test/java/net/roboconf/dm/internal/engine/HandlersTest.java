package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandlersTest {

    @Test
    void definitions_of_before_mean_the_same_targets() {
        assertThat(Handlers.normal("iaas-openstack")).isEqualTo("openstack");
        assertThat(Handlers.normal(" IaaS-OpenStack ")).isEqualTo(Handlers.normal("OpenStack"));
        assertThat(Handlers.normal("local")).isEqualTo("local");
    }
}

package net.roboconf.plugin.puppet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The Puppet of this machine, without which this module cannot be tested. */
final class RealPuppet {

    private RealPuppet() {}

    static void require() {
        assertThat(Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/opt/puppetlabs/bin")))
                .withFailMessage("These tests need the command 'puppet': apt-get install puppet-agent, or run ./verify,"
                        + " which installs it.")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "puppet")));
    }
}

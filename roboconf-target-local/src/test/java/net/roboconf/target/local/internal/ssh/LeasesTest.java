package net.roboconf.target.local.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {

    @TempDir
    Path temporary;

    @Test
    void no_host_is_given_to_two_machines_whatever_the_definition() throws Exception {
        List<HostAddress> hosts = HostList.parse("10.0.0.1-10.0.0.20", HostAddress.DEFAULT_PORT);
        List<HostAddress> others = HostList.parse("10.0.0.11-10.0.0.30", HostAddress.DEFAULT_PORT);
        // As two processes that share the folder: each has an object of its own.
        List<Leases> processes = List.of(leases(), leases());
        List<Callable<Optional<Held>>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            MachineKey key = new MachineKey("m" + i);
            Leases leases = processes.get(0);
            List<HostAddress> wanted = i % 2 == 0 ? hosts : others;
            calls.add(() -> leases.take(key, "shop/vm", wanted));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<HostAddress> given = new ArrayList<>();
            for (Future<Optional<Held>> one : threads.invokeAll(calls)) {
                one.get().ifPresent(held -> given.add(held.host()));
            }
            assertThat(given).hasSizeBetween(20, 30).doesNotHaveDuplicates();
            assertThat(processes.get(1).all()).hasSameSizeAs(given);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void what_is_known_outlives_the_process() throws Exception {
        MachineKey key = new MachineKey("k");
        HostAddress host = HostAddress.parse("pi.local:2222");
        leases().take(key, "shop/vm", List.of(host));
        leases().come(key, Held.Stage.MADE);

        assertThat(leases().of(key)).contains(new Held(key, "shop/vm", host, Held.Stage.MADE));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        leases().free(key);
        assertThat(leases().all()).isEmpty();
    }

    @Test
    void a_host_that_was_given_up_is_free_and_what_is_left_on_it_is_not_forgotten() throws Exception {
        MachineKey key = new MachineKey("k");
        HostAddress host = HostAddress.parse("10.0.0.1");
        leases().take(key, "shop/vm", List.of(host));

        leases().giveUp(key);

        assertThat(leases().of(key)).isEmpty();
        assertThat(leases().staleOn(host)).containsExactly(key);
        leases().cleared(host, List.of(key));
        assertThat(leases().staleOn(host)).isEmpty();
    }

    @Test
    void a_damaged_file_says_what_to_do() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{ half");

        assertThatThrownBy(() -> leases().all())
                .hasMessageContaining(file().toString())
                .hasMessageContaining("delete it; machines are found on their hosts again");
    }

    private Path file() {
        return temporary.resolve("machines").resolve(".leases.json");
    }

    private Leases leases() {
        return new Leases(file());
    }
}

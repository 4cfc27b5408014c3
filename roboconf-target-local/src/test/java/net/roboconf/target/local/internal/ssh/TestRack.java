package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProcessTable;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** Several hosts, the key that opens them, and a Deployment Manager's view of them. */
final class TestRack implements AutoCloseable {

    /** An agent that writes its environment down, starts a server once, as a recipe would, and stays. */
    private static final String AGENT =
            """
            #!/bin/sh
            cd "$KARAF_BASE" || exit 2
            env >agent.env
            echo started >>starts
            if ! [ -e server.pid ]; then
              (unset ROBOCONF_AGENT
               setsid sh -c 'echo $$ >server.pid; exec sleep 600' >/dev/null 2>&1 &)
            fi
            echo $$ >java.pid
            exec sleep 600
            """;

    final List<TestHost> hosts = new ArrayList<>();
    final Path root;
    final Path distribution;
    final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final PublicKey client;
    private final KeyPair hostKey;
    private SshMachines machines;
    private String manager = "first:/opt/dm";

    TestRack(Path root, int size) throws Exception {
        this.root = root;
        client = generate("client", KeyPairProvider.SSH_ED25519, 256, "").getPublic();
        hostKey = generate("host", KeyPairProvider.SSH_ED25519, 256, "");
        for (int i = 1; i <= size; i++) {
            hosts.add(new TestHost("127.0.2." + i, root.resolve("h" + i), client, List.of(hostKey)));
        }
        Files.writeString(
                root.resolve("known_hosts"), hosts.stream().map(this::knownHost).collect(Collectors.joining()));
        distribution = distribution("one");
        restart();
    }

    /** A new key of this kind, its private part in a file in the form of OpenSSH, its public one beside it. */
    KeyPair generate(String name, String type, int size, String passphrase) throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(type, size);
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setPassword(passphrase);
        try (OutputStream out = Files.newOutputStream(root.resolve(name))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    pair, "comment", passphrase.isEmpty() ? null : encryption, out);
        }
        Files.writeString(root.resolve(name + ".pub"), PublicKeyEntry.toString(pair.getPublic()) + "\n");
        return pair;
    }

    /** The line that makes a host known. */
    String knownHost(TestHost host) {
        String[] parts = host.name().split(":");
        return "[" + parts[0] + "]:" + parts[1] + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n";
    }

    /** A distribution whose content has this word in it. */
    Path distribution(String word) throws IOException {
        Path folder = root.resolve("agent-" + word);
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin").resolve("agent"), AGENT);
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc").resolve("some.cfg"), "word = " + word + "\n");
        Files.createDirectories(folder.resolve("deploy"));
        return folder;
    }

    SshMachines machines() {
        return machines;
    }

    /** As after a crash of the Deployment Manager. */
    void restart() throws IOException {
        if (machines != null) {
            machines.close();
        }
        machines = manager(manager, "leases.json");
    }

    /** Another Deployment Manager, or this one without its memory. */
    SshMachines manager(String name, String file) throws IOException {
        return manager(name, file, Set.of());
    }

    /** The same, with hosts that will never answer again. */
    SshMachines manager(String name, String file, Set<HostAddress> abandoned) throws IOException {
        return new SshMachines(
                name,
                new Leases(root.resolve(file)),
                new Agents(new Agents.Homes() {
                    @Override
                    public Path home(Path wanted) {
                        return wanted == null ? distribution : wanted;
                    }

                    @Override
                    public boolean isFixed(Path home) {
                        return false;
                    }
                }),
                abandoned);
    }

    Map<String, String> properties() {
        return Map.of(
                "mode",
                "ssh",
                "hosts",
                hosts.stream().map(TestHost::name).collect(Collectors.joining(", ")),
                "user",
                "somebody",
                "key.file",
                root.resolve("client").toString(),
                "host.keys.file",
                root.resolve("known_hosts").toString(),
                "connect.timeout",
                "600",
                "java.home",
                System.getProperty("java.home"));
    }

    /** The same with others laid over. */
    Map<String, String> properties(String... others) {
        Map<String, String> all = new TreeMap<>(properties());
        for (int i = 0; i < others.length; i += 2) {
            all.put(others[i], others[i + 1]);
        }
        return all;
    }

    /** The host of that name. */
    TestHost host(String id) {
        return hosts.stream().filter(host -> host.name().equals(id)).findFirst().orElseThrow();
    }

    long leased() {
        return hosts.stream().filter(TestHost::isLeased).count();
    }

    /** How many processes of a machine run. */
    long processes(MachineKey key) {
        Mark mark = new Mark("ROBOCONF_MACHINE", key.value());
        return table.read().stream()
                .filter(process -> table.carries(process, mark))
                .count();
    }

    @Override
    public void close() throws IOException {
        machines.close();
        for (TestHost host : hosts) {
            host.close();
            end(new Mark("KARAF_BASE", host.machine().toString()));
        }
    }

    /** A test that failed leaves nothing running. */
    private void end(Mark mark) {
        table.read().stream().filter(process -> table.carries(process, mark)).forEach(process -> process.handle()
                .destroyForcibly());
    }
}

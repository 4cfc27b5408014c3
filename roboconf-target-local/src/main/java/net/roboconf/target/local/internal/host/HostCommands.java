package net.roboconf.target.local.internal.host;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import net.roboconf.core.model.MachineKey;

/** The commands of {@link HostProgram}. */
final class HostCommands {

    private static final int OUTPUT_LIMIT = 2_000;

    private final HostPaths paths;
    private final HostAgent agent;
    private final MachineProcesses processes;

    HostCommands(HostPaths paths, HostAgent agent, MachineProcesses processes) {
        this.paths = paths;
        this.agent = agent;
        this.processes = processes;
    }

    /**
     * Does one.
     *
     * @param stale machines of the same Deployment Manager that are not wanted here
     * @param input what came over the standard input
     */
    Properties run(String name, MachineKey key, List<MachineKey> stale, Properties input)
            throws IOException, InterruptedException {
        return switch (name) {
            case "claim" -> claim(Lease.of(input), stale, input);
            case "start" -> start(key, input);
            case "again" -> again(key);
            case "status" -> status(key);
            case "end" -> end(key, input);
            default -> throw new IOException("There is no command '" + name + "'");
        };
    }

    private Properties claim(Lease wanted, List<MachineKey> stale, Properties input)
            throws IOException, InterruptedException {
        Optional<Lease> holder = lease();
        if (holder.isPresent() && stale.contains(holder.get().key())) {
            end(holder.get().key(), input);
            holder = Optional.empty();
        }
        if (holder.isEmpty()) {
            // What is here belongs to nobody.
            FileTree.delete(paths.machine());
            OwnFiles.write(paths.lease(), wanted.toProperties());
            holder = Optional.of(wanted);
        }
        if (holder.get().key().equals(wanted.key())) {
            FileTree.delete(paths.incoming());
        }
        Properties answer = holder.get().toProperties();
        answer.setProperty("installed", String.join(" ", versions()));
        return answer;
    }

    private Properties start(MachineKey key, Properties input) throws IOException, InterruptedException {
        requireLease(key);
        String version = input.getProperty("version");
        accept(version);
        if (Files.notExists(paths.launch())) {
            new AgentFolder(paths).make(version, input);
        }
        discardOthers(OwnFiles.read(paths.launch()).orElseThrow().getProperty("version"));
        agent.start(key);
        return state("running");
    }

    private Properties again(MachineKey key) throws IOException, InterruptedException {
        requireLease(key);
        if (Files.notExists(paths.launch())) {
            return state("half");
        }
        agent.start(key);
        return state("running");
    }

    private Properties status(MachineKey key) throws IOException {
        Optional<Lease> holder = lease();
        if (holder.isEmpty() || !holder.get().key().equals(key)) {
            Properties answer = holder.map(Lease::toProperties).orElseGet(Properties::new);
            answer.setProperty("state", "gone");
            return answer;
        }
        if (Files.notExists(paths.launch())) {
            return state("half");
        }
        return state(agent.runs(key) ? "running" : "stopped");
    }

    private Properties end(MachineKey key, Properties input) throws IOException, InterruptedException {
        Optional<Lease> holder = lease();
        boolean mine = holder.isPresent() && holder.get().key().equals(key);
        if (mine) {
            agent.disable();
        }
        processes.end(key, null, paths.machine());
        if (mine) {
            cleanUp(input.getProperty("cleanup", ""));
            FileTree.delete(paths.machine());
            Files.delete(paths.lease());
        }
        return state("gone");
    }

    private void cleanUp(String script) throws IOException, InterruptedException {
        if (script.isBlank()) {
            return;
        }
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(paths.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("The script of the property 'cleanup' ended with " + code
                    + ", so the host is not free: " + output.substring(Math.max(0, output.length() - OUTPUT_LIMIT)));
        }
    }

    private void requireLease(MachineKey key) throws IOException {
        Optional<Lease> holder = lease();
        if (holder.isEmpty() || !holder.get().key().equals(key)) {
            throw new IOException("The host is not leased to machine " + key
                    + holder.map(other -> " but to " + other.label() + " of " + other.manager())
                            .orElse(" any more"));
        }
    }

    private Optional<Lease> lease() throws IOException {
        Optional<Properties> lines = OwnFiles.read(paths.lease());
        try {
            return lines.map(Lease::of);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    paths.lease() + " is damaged (" + e.getMessage()
                            + "): delete it when nothing of Roboconf runs here",
                    e);
        }
    }

    /** Gives a distribution that came completely its name. */
    private void accept(String version) throws IOException {
        Path home = paths.distribution(version);
        if (Files.isDirectory(home)) {
            return;
        }
        Path incoming = paths.incoming();
        if (Files.notExists(incoming.resolve(HostPaths.COMPLETE))) {
            throw new IOException("The agent's distribution did not come completely to " + incoming);
        }
        Files.move(incoming, home);
    }

    /** One host has one machine, so that no other version is in use. */
    private void discardOthers(String version) throws IOException {
        for (String other : versions()) {
            if (!other.equals(version)) {
                FileTree.delete(paths.distribution(other));
            }
        }
        FileTree.delete(paths.incoming());
    }

    private List<String> versions() throws IOException {
        List<String> versions = new ArrayList<>();
        if (Files.isDirectory(paths.agents())) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(paths.agents())) {
                for (Path folder : folders) {
                    if (!folder.equals(paths.incoming())) {
                        versions.add(folder.getFileName().toString());
                    }
                }
            }
        }
        return versions;
    }

    private static Properties state(String state) {
        Properties answer = new Properties();
        answer.setProperty("state", state);
        return answer;
    }
}

package net.roboconf.target.local.internal.ssh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.roboconf.core.json.OwnTypes;
import net.roboconf.core.model.MachineKey;
import net.roboconf.target.local.internal.host.OwnFiles;

/**
 * Which machine has which host, in one file for all definitions. Each change is on the disk before it counts. Safe for
 * several threads, and for several processes that share the folder.
 */
final class Leases {

    private static final ObjectMapper JSON = OwnTypes.builder().build().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    /**
     * What the file holds.
     *
     * @param machines each key once, each host once
     * @param stale what may be left of machines on hosts that were given up
     */
    private record Content(List<Held> machines, List<Stale> stale) {}

    private record Stale(HostAddress host, MachineKey key) {}

    /** Kept there; made when needed. */
    Leases(Path file) {
        this.file = file;
    }

    /** The host of a machine. */
    Optional<Held> of(MachineKey key) throws IOException {
        return read().machines().stream().filter(held -> held.key().equals(key)).findFirst();
    }

    List<Held> all() throws IOException {
        return read().machines();
    }

    /** Gives the machine the first of these hosts that no machine has; empty when all are taken. */
    Optional<Held> take(MachineKey key, String label, List<HostAddress> hosts) throws IOException {
        return change(content -> {
            Set<HostAddress> taken = content.machines().stream().map(Held::host).collect(Collectors.toSet());
            Optional<Held> found = hosts.stream()
                    .filter(host -> !taken.contains(host))
                    .findFirst()
                    .map(host -> new Held(key, label, host, Held.Stage.CLAIMING));
            found.ifPresent(held -> {
                content.machines().add(held);
                content.stale().remove(new Stale(held.host(), key));
            });
            return found;
        });
    }

    /** The machine has that host: what a host itself says. */
    void found(Held held) throws IOException {
        change(content -> {
            content.machines()
                    .removeIf(other ->
                            other.key().equals(held.key()) || other.host().equals(held.host()));
            content.machines().add(held);
            content.stale().removeIf(stale -> stale.key().equals(held.key()));
            return null;
        });
    }

    /** Its creation has come so far. */
    void come(MachineKey key, Held.Stage stage) throws IOException {
        change(content -> {
            content.machines().replaceAll(held -> held.key().equals(key) ? held.in(stage) : held);
            return null;
        });
    }

    /** Nothing of the machine is on its host. */
    void free(MachineKey key) throws IOException {
        change(content -> content.machines().removeIf(held -> held.key().equals(key)));
    }

    /** Something of the machine may be on its host, which does not answer; it has that host no more. */
    void giveUp(MachineKey key) throws IOException {
        change(content -> {
            content.machines().stream()
                    .filter(held -> held.key().equals(key))
                    .map(held -> new Stale(held.host(), key))
                    .filter(stale -> !content.stale().contains(stale))
                    .toList()
                    .forEach(content.stale()::add);
            return content.machines().removeIf(held -> held.key().equals(key));
        });
    }

    /** Machines of which something may be left on that host. */
    List<MachineKey> staleOn(HostAddress host) throws IOException {
        return read().stale().stream()
                .filter(stale -> stale.host().equals(host))
                .map(Stale::key)
                .toList();
    }

    /** Nothing of them is left there. */
    void cleared(HostAddress host, List<MachineKey> keys) throws IOException {
        if (!keys.isEmpty()) {
            change(content ->
                    content.stale().removeIf(stale -> stale.host().equals(host) && keys.contains(stale.key())));
        }
    }

    private synchronized Content read() throws IOException {
        try {
            return JSON.readValue(Files.readString(file), Content.class);
        } catch (NoSuchFileException e) {
            return new Content(new ArrayList<>(), new ArrayList<>());
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is damaged (" + e.getOriginalMessage()
                            + "): delete it; machines are found on their hosts again",
                    e);
        }
    }

    private synchronized <T> T change(Function<Content, T> change) throws IOException {
        Files.createDirectories(file.getParent());
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException(lock + " cannot be locked");
            }
            Content content = read();
            T result = change.apply(content);
            OwnFiles.write(file, JSON.writeValueAsString(content) + "\n");
            return result;
        }
    }
}

package net.roboconf.target.local.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.json.OwnTypes;
import net.roboconf.target.local.internal.host.FileTree;

/** The files of one machine. Not safe for several threads. */
final class MachineFolder {

    private static final ObjectMapper JSON = OwnTypes.builder().build().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    MachineFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path settings() {
        return folder.resolve("agent.properties");
    }

    Path pid() {
        return folder.resolve("agent.pid");
    }

    Path log() {
        return folder.resolve("agent.log");
    }

    /** What the machine is; empty when it does not exist: its making was not finished. */
    Optional<MachineRecord> read() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(recordFile()), MachineRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    recordFile() + " is damaged (" + e.getOriginalMessage()
                            + "): delete the folder when the machine is not needed, after ending what runs in it",
                    e);
        }
    }

    /**
     * Makes the folder, with everything that an earlier, unfinished making left taken away. From the return on the
     * machine exists.
     *
     * @param durable whether it outlives a crash of the kernel
     */
    void make(MachineRecord machine, AgentSettings agent, boolean durable) throws IOException {
        FileTree.delete(folder);
        Files.createDirectories(folder.getParent());
        // Servers that run as users of their own must reach their data in it; what is secret is so by itself.
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        if (machine.agent() == null) {
            writeOwned(settings(), agent.toText(), durable);
        }
        write(machine, durable);
        if (durable) {
            force(folder.getParent());
        }
    }

    /** Replaces the record at once or not at all. */
    void write(MachineRecord machine, boolean durable) throws IOException {
        Path fresh = folder.resolve("machine.json.new");
        writeOwned(fresh, JSON.writeValueAsString(machine) + "\n", durable);
        Files.move(fresh, recordFile(), StandardCopyOption.ATOMIC_MOVE);
        if (durable) {
            force(folder);
        }
    }

    AgentSettings readSettings() throws IOException {
        return AgentSettings.parse(Files.readString(settings()));
    }

    /** Takes the folder away: at once for whoever asks whether the machine exists, then file by file. */
    void delete() throws IOException {
        if (Files.exists(folder)) {
            Path dead = folder.resolveSibling(MachineFolders.HIDDEN + folder.getFileName());
            FileTree.delete(dead);
            Files.move(folder, dead, StandardCopyOption.ATOMIC_MOVE);
            FileTree.delete(dead);
        }
    }

    private Path recordFile() {
        return folder.resolve("machine.json");
    }

    private static void writeOwned(Path file, String text, boolean durable) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            if (durable) {
                channel.force(true);
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import net.roboconf.core.agent.AgentSettings;

/**
 * What a source gave, kept by the agent, with what the Deployment Manager has told since: a restart goes on with it
 * when the source does not answer. The hash of what the source gave tells whether it gives something else by now; the
 * number of the machine, whether the disk was copied into another one. Not safe for several threads.
 */
final class KeptSettings {

    private static final String SOURCE = "kept.source";
    private static final String HASH = "kept.hash";
    private static final String MACHINE = "kept.machine";
    private static final String ADDRESS = "kept.address";

    private final Path file;
    private final String machineId;

    /**
     * In this folder.
     *
     * @param machineId of the machine on which this runs; empty when it cannot be told
     */
    KeptSettings(Path folder, String machineId) {
        file = folder.resolve("settings");
        this.machineId = machineId;
    }

    /**
     * What is kept.
     *
     * @param source that gave it
     * @param hash of what that gave
     * @param address that it told; null for none
     * @param settings as they are by now
     */
    record Kept(String source, String hash, String address, AgentSettings settings) {}

    /**
     * Reads it.
     *
     * @return empty when nothing is kept
     * @throws NoSettingsException when something is, and must not or cannot be used; says why
     */
    Optional<Kept> read() throws NoSettingsException {
        try {
            String text = Files.readString(file);
            Properties lines = new Properties();
            lines.load(new StringReader(text));
            String machine = lines.getProperty(MACHINE, "");
            if (!machine.isEmpty() && !machineId.isEmpty() && !machine.equals(machineId)) {
                throw new NoSettingsException("what is kept in " + file
                        + " belongs to another machine, of which this one is a copy: it is not used");
            }
            return Optional.of(new Kept(
                    lines.getProperty(SOURCE, ""),
                    lines.getProperty(HASH, ""),
                    lines.getProperty(ADDRESS),
                    AgentSettings.parse(text)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new NoSettingsException("what is kept in " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new NoSettingsException("what is kept in " + file + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Where changes go of settings that came like this. */
    SettingsStore store(String source, String hash, String address) {
        return new SettingsStore() {
            @Override
            public void write(AgentSettings settings) throws IOException {
                StringBuilder text = new StringBuilder(
                                "# What the agent was told, for its next start. Holds a secret.\n")
                        .append(line(SOURCE, source))
                        .append(line(HASH, hash));
                if (!machineId.isEmpty()) {
                    text.append(line(MACHINE, machineId));
                }
                if (address != null) {
                    text.append(line(ADDRESS, address));
                }
                Files.createDirectories(file.getParent());
                OwnedFile.write(file, text.append(settings.toText()).toString());
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }

    /** Forgets it. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    private static String line(String key, String value) {
        return key + '=' + value.replace("\\", "\\\\") + '\n';
    }

    /** Of what a source gave. */
    static String hash(AgentSettings settings) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(settings.toText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

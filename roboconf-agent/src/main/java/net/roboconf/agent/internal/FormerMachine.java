package net.roboconf.agent.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what an agent remembers of one machine from being taken for another one's: a host may serve one application after
 * the other, and a disk may be copied. The memory and the work folders of the machine before are set aside, not deleted:
 * there may be data in them. Only those of the last one are.
 */
final class FormerMachine {

    private static final Logger LOG = LoggerFactory.getLogger(FormerMachine.class);

    private static final String NAME = "machine";
    private static final String ASIDE = "former";

    /** What belongs to no machine in particular: recipes by their content, and what the agent was told. */
    private static final Set<String> SHARED =
            Set.of(NAME, NAME + ".new", ASIDE, "blobs", "lock", "settings", "settings.new");

    private FormerMachine() {}

    /**
     * Sets aside what belongs to another machine than this one. After a crash it is done again.
     *
     * @param folder of the agent's data, which no agent uses at the moment
     */
    static void setAside(Path folder, MachineKey machine) throws IOException {
        Files.createDirectories(folder);
        Path name = folder.resolve(NAME);
        if (!Files.exists(name)) {
            write(name, machine);
            return;
        }
        String before = Files.readString(name).strip();
        if (before.equals(machine.value())) {
            return;
        }
        Path aside = Files.createDirectories(folder.resolve(ASIDE).resolve(fileName(before)));
        for (Path each : list(folder)) {
            if (!SHARED.contains(each.getFileName().toString())) {
                Files.move(each, aside.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        write(name, machine);
        LOG.info("What the agent knew of the machine {} is set aside in {}", before, aside);
        for (Path each : list(aside.getParent())) {
            if (!each.equals(aside)) {
                delete(each);
            }
        }
    }

    /** Whole or not at all: half a key would be another machine. */
    private static void write(Path name, MachineKey machine) throws IOException {
        Path fresh = Files.writeString(name.resolveSibling(NAME + ".new"), machine.value() + '\n');
        Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String fileName(String key) {
        return key.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> all = new ArrayList<>();
            entries.forEach(all::add);
            return all;
        }
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

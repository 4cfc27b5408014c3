package net.roboconf.dm.internal.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.Sha256;
import net.roboconf.core.target.scripts.TargetFiles;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.state.StoredScripts;
import net.roboconf.dm.internal.store.BlobStore;

/** Puts the files that come with target definitions into the blob store. */
final class TargetFileStore {

    private static final String EXTENSION = ".properties";
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 256L << 20;

    private final BlobStore blobs;
    private final MessageCodec codec = new MessageCodec();

    TargetFileStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The name of a definition's own folder: that of its file, without the extension. */
    static String ownFolder(String properties) {
        return properties.substring(0, properties.length() - EXTENSION.length());
    }

    static boolean isDefinition(String file) {
        return file.endsWith(EXTENSION) && file.length() > EXTENSION.length();
    }

    /**
     * Keeps what is in the folder of a definition's own, and what it shares with others.
     *
     * @param folder where the definition is
     * @param properties the name of its file
     * @param sharing whether the files beside the definition, but for those of others, are its own too
     * @return null for no files
     * @throws ManagerException when there are too many
     */
    StoredScripts keep(Path folder, String properties, boolean sharing) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        if (sharing) {
            addShared(folder, files);
        }
        Path own = folder.resolve(ownFolder(properties));
        if (Files.isDirectory(own)) {
            add(own, own, files);
        }
        return files.isEmpty() ? null : keep(properties, files);
    }

    private static void addShared(Path folder, SortedMap<String, Path> files) throws IOException {
        List<Path> children = list(folder);
        Set<String> ofDefinitions = children.stream()
                .map(child -> child.getFileName().toString())
                .filter(TargetFileStore::isDefinition)
                .flatMap(name -> Stream.of(name, ownFolder(name)))
                .collect(Collectors.toSet());
        for (Path child : children) {
            if (!ofDefinitions.contains(child.getFileName().toString())) {
                add(child, folder, files);
            }
        }
    }

    private static void add(Path tree, Path relativeTo, SortedMap<String, Path> files) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(relativeTo.relativize(file).toString(), file));
        }
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private StoredScripts keep(String properties, SortedMap<String, Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files.values()) {
            bytes += Files.size(file);
        }
        if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw new ManagerException(
                    ErrorCode.TOO_LARGE,
                    files.size() + " files of " + (bytes >> 20) + " MiB come with the target definition " + properties
                            + ", more than " + MOST_FILES + " files or " + (MOST_BYTES >> 20)
                            + " MiB; let a script fetch what is large");
        }
        List<RecipeManifest.File> all = new ArrayList<>();
        for (var file : files.entrySet()) {
            try (InputStream content = Files.newInputStream(file.getValue())) {
                all.add(new RecipeManifest.File(
                        file.getKey(),
                        Files.size(file.getValue()),
                        blobs.put(content),
                        Files.isExecutable(file.getValue())));
            }
        }
        return new StoredScripts(all, forAgent(all));
    }

    private RecipeRef forAgent(List<RecipeManifest.File> all) throws IOException {
        List<RecipeManifest.File> sent = all.stream()
                .filter(file -> !TargetFiles.staysLocal(file.path()))
                .toList();
        if (sent.isEmpty()) {
            return null;
        }
        try {
            Sha256 manifest = blobs.put(new ByteArrayInputStream(codec.encode(new RecipeManifest(sent))));
            return new RecipeRef(
                    manifest, sent.stream().mapToLong(RecipeManifest.File::size).sum());
        } catch (MessageFormatException e) {
            throw new IOException("The list of a target's files cannot be written", e);
        }
    }
}

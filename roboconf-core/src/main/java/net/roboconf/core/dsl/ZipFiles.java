package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a project in a ZIP archive, which nobody has reason to trust: nothing is unpacked to a disk, the texts that
 * are validated are kept in memory, of all else only the names. The project is the archive's root, or its only folder.
 *
 * <p>{@link #list} throws an {@link UnusableArchiveException} if the archive is none, has names that lead out of it, links,
 * names that occur twice, or unpacks to more than it should. For one thread.
 */
public final class ZipFiles implements ProjectFiles {

    /** Small files may be packed as well as they can. */
    private static final long RATIO_COUNTS_FROM = 1L << 20;

    /** In characters: what file systems take. */
    private static final int LONGEST_NAME = 1_000;

    /** So that a message has room for what to do. */
    private static final int LONGEST_SHOWN = 40;

    private static final List<String> TEXTS = List.of(".graph", ".instances", ".commands", ".drl", ".pp");

    private final Path archive;
    private final ZipLimits limits;
    private final Map<String, byte[]> texts = new HashMap<>();
    private Listing listing;

    /** @param archive is read once, when something of it is needed first */
    public ZipFiles(Path archive) {
        this(archive, ZipLimits.DEFAULT);
    }

    ZipFiles(Path archive, ZipLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    @Override
    public Listing list() throws IOException {
        if (listing == null) {
            listing = load();
        }
        return listing;
    }

    @Override
    public byte[] read(String path) throws IOException {
        boolean exists = list().files().contains(path);
        byte[] text = texts.get(path);
        if (text == null) {
            throw new IOException(exists ? "it is not one of the texts of a project" : "it does not exist");
        }
        if (text.length > FolderFiles.LARGEST_FILE) {
            throw new IOException("it is larger than " + (FolderFiles.LARGEST_FILE >> 20) + " MiB");
        }
        return text.clone();
    }

    private Listing load() throws IOException {
        long size;
        try {
            size = Files.size(archive);
        } catch (NoSuchFileException e) {
            throw new UnusableArchiveException("it does not exist", e);
        }
        if (size > limits.archive()) {
            throw new UnusableArchiveException(
                    "it is larger than " + (limits.archive() >> 20) + " MiB; let recipes download what is large");
        }
        Set<String> links = ZipDirectory.links(archive, limits.entries());
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, ZipEntry> entries = entries(zip, links);
            String root = root(entries.keySet());
            readTexts(zip, entries, root);
            return listing(entries.keySet(), root);
        } catch (ZipException e) {
            throw new UnusableArchiveException(
                    "it is damaged, or not such a ZIP as others make (" + e.getMessage() + "); make it again", e);
        }
    }

    /** The entries by name, if nothing is wrong with any. */
    private Map<String, ZipEntry> entries(ZipFile zip, Set<String> links) throws IOException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        Set<String> places = new HashSet<>();
        long unpacked = 0;
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            String place = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            checkName(place);
            if (links.contains(name)) {
                throw unusable(name, "is a symbolic link; put the file itself there");
            }
            if (!places.add(place)) {
                throw unusable(name, "is there twice; keep one");
            }
            entries.put(name, entry);
            unpacked += Math.max(0, entry.getSize());
            checkRatio(entry, entry.getSize());
            if (unpacked > limits.unpacked()) {
                throw new UnusableArchiveException("it unpacks to more than " + (limits.unpacked() >> 20)
                        + " MiB; let recipes download what is large");
            }
        }
        if (entries.size() > limits.entries()) {
            throw new UnusableArchiveException("it has more than " + limits.entries() + " entries");
        }
        checkFolders(entries.keySet());
        return entries;
    }

    private static void checkName(String name) throws IOException {
        boolean odd = name.length() > LONGEST_NAME
                || name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || name.chars().anyMatch(Character::isISOControl);
        for (String segment : name.split("/", -1)) {
            odd |= segment.isEmpty() || segment.equals(".") || segment.equals("..");
        }
        if (odd) {
            throw unusable(name, "leads out of it or is no plain path; use relative names with '/' between folders");
        }
    }

    /** What is a folder for some entry must not be a file for another, and there must not be too many. */
    private void checkFolders(Set<String> names) throws IOException {
        Set<String> folders = new HashSet<>();
        for (String name : names) {
            addFolders(name, folders);
            if (folders.size() > limits.entries()) {
                throw new UnusableArchiveException("it has more than " + limits.entries() + " folders");
            }
        }
        for (String folder : folders) {
            if (names.contains(folder)) {
                throw unusable(folder, "is both a file and a folder; rename one");
            }
        }
    }

    /** All folders that a name passes through, the nearest first: those over one that is known are known too. */
    private static void addFolders(String name, Set<String> folders) {
        int slash = name.lastIndexOf('/');
        while (slash > 0 && folders.add(name.substring(0, slash))) {
            slash = name.lastIndexOf('/', slash - 1);
        }
    }

    private void checkRatio(ZipEntry entry, long size) throws IOException {
        if (size > RATIO_COUNTS_FROM && size / Math.max(1, entry.getCompressedSize()) > limits.ratio()) {
            throw unusable(
                    entry.getName(),
                    "unpacks to more than " + limits.ratio() + " times its size, as nothing does that people wrote");
        }
    }

    private static UnusableArchiveException unusable(String entry, String what) {
        String shown = entry.length() > LONGEST_SHOWN ? entry.substring(0, LONGEST_SHOWN) + "..." : entry;
        return new UnusableArchiveException("its entry '" + shown + "' " + what);
    }

    /** The only folder at the top, with its slash, if the project is in it; else empty. */
    private static String root(Set<String> names) {
        Set<String> tops = new HashSet<>();
        names.forEach(name -> tops.add(name.substring(0, name.indexOf('/') + 1)));
        String top = tops.size() == 1 ? tops.iterator().next() : "";
        boolean within = names.stream()
                .anyMatch(name -> name.startsWith(top + "descriptor/") || name.startsWith(top + "graph/"));
        return within ? top : "";
    }

    private void readTexts(ZipFile zip, Map<String, ZipEntry> entries, String root) throws IOException {
        long total = 0;
        for (Map.Entry<String, ZipEntry> each : entries.entrySet()) {
            String path = each.getKey().substring(root.length());
            if (isText(path) && !isHidden(path)) {
                try (InputStream in = zip.getInputStream(each.getValue())) {
                    byte[] text = in.readNBytes(FolderFiles.LARGEST_FILE + 1);
                    checkRatio(each.getValue(), text.length);
                    texts.put(path, text);
                    total += text.length;
                }
                if (total > limits.texts()) {
                    throw new UnusableArchiveException("its descriptions are larger than " + (limits.texts() >> 20)
                            + " MiB all together; leave out what is none");
                }
            }
        }
    }

    private static boolean isText(String path) {
        if (path.endsWith(".properties")) {
            // The descriptor, and the targets in the recipes of machines.
            String[] names = path.split("/");
            return names[0].equals("descriptor") || names[0].equals("graph") && names.length == 3;
        }
        return TEXTS.stream().anyMatch(path::endsWith);
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private static Listing listing(Set<String> names, String root) {
        TreeSet<String> files = new TreeSet<>();
        TreeSet<String> folders = new TreeSet<>();
        for (String name : names) {
            String path = name.substring(root.length());
            if (isHidden(path)) {
                continue;
            }
            if (!path.endsWith("/") && !path.isEmpty()) {
                files.add(path);
            }
            addFolders(path, folders);
        }
        return new Listing(files, folders);
    }

    @Override
    public String toString() {
        return archive.toString();
    }
}

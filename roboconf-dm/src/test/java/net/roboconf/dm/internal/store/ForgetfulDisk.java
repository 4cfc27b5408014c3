package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk as a program may count on it, and no better: what was written is there after a loss of power if the file was
 * flushed since, and a name if its folder was. All else may be there, or not, or in part, in any combination. Only changes
 * of names in one folder keep their order.
 */
final class ForgetfulDisk {

    /** Devices write whole sectors; of a longer write some may be missing. */
    private static final int SECTOR = 512;

    /** What was done to a file since it was flushed: a piece was written, or it was cut to a length. */
    private record Write(int at, byte[] data) {

        byte[] on(byte[] content) {
            if (data == null) {
                return Arrays.copyOf(content, at);
            }
            byte[] grown =
                    at + data.length > content.length ? Arrays.copyOf(content, at + data.length) : content.clone();
            System.arraycopy(data, 0, grown, at, data.length);
            return grown;
        }
    }

    /** A file, or a folder: that has no content. */
    private static final class Node {

        private final boolean folder;
        private byte[] flushed = {};
        private final List<Write> pending = new ArrayList<>();

        Node(boolean folder) {
            this.folder = folder;
        }

        byte[] after(Loss loss, Random random) {
            byte[] content = flushed;
            for (Write write : pending) {
                if (loss == Loss.NOTHING || loss == Loss.SOME && random.nextBoolean()) {
                    content = torn(write, loss, random).on(content);
                }
            }
            return content;
        }

        private static Write torn(Write write, Loss loss, Random random) {
            if (loss != Loss.SOME || write.data() == null || write.data().length <= SECTOR || random.nextBoolean()) {
                return write;
            }
            int sectors = random.nextInt(1 + write.data().length / SECTOR);
            return new Write(write.at(), Arrays.copyOf(write.data(), sectors * SECTOR));
        }
    }

    /** A name came (from null), went (to null), or became another one. */
    private record Rename(String from, String to, Node node) {

        void apply(Map<String, Node> names) {
            if (from != null) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, node);
            }
        }
    }

    /** How much is lost of what was not flushed. */
    private enum Loss {
        NOTHING,
        SOME,
        EVERYTHING
    }

    private final boolean lies;
    private final Map<String, Node> names = new TreeMap<>();
    private final Map<String, Node> flushedNames = new TreeMap<>();
    private final Map<String, List<Rename>> renames = new HashMap<>();

    /**
     * An empty disk.
     *
     * @param lies whether it says that it has flushed, and has not
     */
    ForgetfulDisk(boolean lies) {
        this.lies = lies;
    }

    /** Opens a file, and makes it when it is not there. */
    void open(String path, boolean cut) {
        if (!names.containsKey(path)) {
            rename(null, path, new Node(false));
        } else if (cut) {
            cut(path, 0);
        }
    }

    void makeFolder(String path) {
        rename(null, path, new Node(true));
    }

    void write(String path, int at, byte[] data) {
        names.get(path).pending.add(new Write(at, data));
    }

    void cut(String path, int length) {
        names.get(path).pending.add(new Write(length, null));
    }

    void delete(String path) {
        rename(path, null, names.get(path));
    }

    void move(String from, String to) {
        rename(from, to, names.get(from));
    }

    /** Another name of the same file. */
    void link(String from, String to) {
        rename(null, to, names.get(from));
    }

    private void rename(String from, String to, Node node) {
        Rename rename = new Rename(from, to, node);
        rename.apply(names);
        String folder = parent(to == null ? from : to);
        renames.computeIfAbsent(folder, any -> new ArrayList<>()).add(rename);
    }

    /** Flushes a file, or the names in a folder. */
    void flush(String path) {
        if (lies) {
            return;
        }
        List<Rename> inFolder = renames.remove(path);
        if (inFolder != null) {
            inFolder.forEach(rename -> rename.apply(flushedNames));
        }
        Node node = names.get(path);
        if (node != null && !node.folder) {
            node.flushed = node.after(Loss.NOTHING, null);
            node.pending.clear();
        }
    }

    /**
     * What is found when power fails now and comes back.
     *
     * @param root what is in this folder is written
     * @param into this one, which must be empty
     */
    void losePower(Random random, String root, Path into) throws IOException {
        Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
        Map<String, Node> left = new TreeMap<>(flushedNames);
        for (List<Rename> inFolder : renames.values()) {
            int kept =
                    switch (loss) {
                        case NOTHING -> inFolder.size();
                        case SOME -> random.nextInt(inFolder.size() + 1);
                        case EVERYTHING -> 0;
                    };
            inFolder.subList(0, kept).forEach(rename -> rename.apply(left));
        }
        for (Map.Entry<String, Node> entry : left.entrySet()) {
            String path = entry.getKey();
            if (path.startsWith(root + "/") && isReached(path, root, left)) {
                Path file = into.resolve(path.substring(root.length() + 1));
                if (entry.getValue().folder) {
                    Files.createDirectory(file);
                } else {
                    Files.write(file, entry.getValue().after(loss, random));
                }
            }
        }
    }

    /** What is in a folder whose own name is lost cannot be reached. */
    private static boolean isReached(String path, String root, Map<String, Node> left) {
        String folder = parent(path);
        return folder.equals(root) || left.containsKey(folder) && isReached(folder, root, left);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}

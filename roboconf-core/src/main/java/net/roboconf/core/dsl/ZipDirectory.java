package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What the directory at the end of a ZIP archive says that Java's own classes do not tell, or only after they have taken
 * all of it into memory: how large it is, and which entries are symbolic links.
 */
final class ZipDirectory {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int LONGEST_COMMENT = 65_535;
    /** Bytes of the directory for each entry, on average: names are rarely longer. */
    private static final int LARGEST_ENTRY = 1_024;

    private static final int MADE_BY_UNIX = 3;
    private static final int MODE_TYPE = 0170000;
    private static final int MODE_LINK = 0120000;

    private ZipDirectory() {}

    /**
     * The names of the entries that are symbolic links.
     *
     * @throws UnusableArchiveException if there is no such directory, or one of more entries than allowed
     */
    static Set<String> links(Path archive, int mostEntries) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
            return links(directory(file, mostEntries));
        }
    }

    private static ByteBuffer directory(RandomAccessFile file, int mostEntries) throws IOException {
        long length = file.length();
        ByteBuffer tail = bytes(file, Math.max(0, length - END_LENGTH - LONGEST_COMMENT), length);
        for (int at = tail.capacity() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                int entries = tail.getShort(at + 10) & 0xffff;
                long size = tail.getInt(at + 12) & 0xffffffffL;
                long offset = tail.getInt(at + 16) & 0xffffffffL;
                if (entries > mostEntries || size > (long) mostEntries * LARGEST_ENTRY) {
                    throw new UnusableArchiveException("it has more than " + mostEntries
                            + " entries; leave out what is no part of the application, such as builds");
                }
                if (offset + size <= length) {
                    return bytes(file, offset, offset + size);
                }
            }
        }
        throw new UnusableArchiveException(
                "it is no ZIP archive, or not all of one; make a ZIP of the folder with descriptor/ and graph/");
    }

    private static ByteBuffer bytes(RandomAccessFile file, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        file.seek(from);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Set<String> links(ByteBuffer directory) {
        Set<String> links = new HashSet<>();
        int at = 0;
        while (directory.capacity() - at >= ENTRY_LENGTH && directory.getInt(at) == ENTRY_SIGNATURE) {
            int madeBy = directory.getShort(at + 4) >>> 8 & 0xff;
            int name = directory.getShort(at + 28) & 0xffff;
            int rest = (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
            int mode = directory.getInt(at + 38) >>> 16;
            if (directory.capacity() - at < ENTRY_LENGTH + name + rest) {
                break;
            }
            if (madeBy == MADE_BY_UNIX && (mode & MODE_TYPE) == MODE_LINK) {
                links.add(new String(directory.array(), at + ENTRY_LENGTH, name, StandardCharsets.UTF_8));
            }
            at += ENTRY_LENGTH + name + rest;
        }
        return links;
    }
}

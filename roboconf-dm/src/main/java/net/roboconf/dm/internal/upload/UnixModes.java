package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The modes of files that a ZIP archive was given by a Unix system: what is executable, what is a symbolic link. Java's own
 * classes do not tell. An archive that says nothing of modes, or that is larger than the classic format allows, yields none.
 */
final class UnixModes {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int UNIX = 3;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int EXECUTABLE = 0111;

    private final Map<String, Integer> modes;

    private UnixModes(Map<String, Integer> modes) {
        this.modes = modes;
    }

    boolean isLink(String entry) {
        return (modes.getOrDefault(entry, 0) & TYPE) == LINK;
    }

    boolean isExecutable(String entry) {
        return (modes.getOrDefault(entry, 0) & EXECUTABLE) != 0;
    }

    static UnixModes of(Path archive) throws IOException {
        Map<String, Integer> modes = new HashMap<>();
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
            ByteBuffer directory = directory(file);
            while (directory.remaining() >= ENTRY_LENGTH && directory.getInt(directory.position()) == ENTRY_SIGNATURE) {
                int at = directory.position();
                int madeBy = directory.getShort(at + 4) >>> 8 & 0xff;
                int nameLength = directory.getShort(at + 28) & 0xffff;
                int rest = (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
                int attributes = directory.getInt(at + 38);
                if (directory.remaining() < ENTRY_LENGTH + nameLength + rest) {
                    break;
                }
                byte[] name = new byte[nameLength];
                directory.get(at + ENTRY_LENGTH, name);
                if (madeBy == UNIX) {
                    modes.put(new String(name, StandardCharsets.UTF_8), attributes >>> 16);
                }
                directory.position(at + ENTRY_LENGTH + nameLength + rest);
            }
        }
        return new UnixModes(modes);
    }

    /** The central directory of the archive; empty when it is not found where the classic format has it. */
    private static ByteBuffer directory(RandomAccessFile file) throws IOException {
        long length = file.length();
        int tailLength = (int) Math.min(length, END_LENGTH + LONGEST_COMMENT);
        byte[] tail = new byte[tailLength];
        file.seek(length - tailLength);
        file.readFully(tail);
        ByteBuffer buffer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = tailLength - END_LENGTH; at >= 0; at--) {
            if (buffer.getInt(at) == END_SIGNATURE) {
                long size = buffer.getInt(at + 12) & 0xffffffffL;
                long offset = buffer.getInt(at + 16) & 0xffffffffL;
                if (offset + size <= length && size < Integer.MAX_VALUE) {
                    byte[] directory = new byte[(int) size];
                    file.seek(offset);
                    file.readFully(directory);
                    return ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
                }
                break;
            }
        }
        return ByteBuffer.allocate(0);
    }
}

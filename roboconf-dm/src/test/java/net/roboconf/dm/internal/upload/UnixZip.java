package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives entries of a ZIP archive the modes that a Unix system would have written. */
final class UnixZip {

    private UnixZip() {}

    static void setMode(Path archive, String entry, int mode) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(archive)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] name = entry.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.limit() - 46 - name.length; at++) {
            if (bytes.getInt(at) == 0x02014b50 && isName(bytes, at + 46, name)) {
                bytes.put(at + 5, (byte) 3);
                bytes.putInt(at + 38, mode << 16);
                Files.write(archive, bytes.array());
                return;
            }
        }
        throw new IOException("No entry " + entry);
    }

    private static boolean isName(ByteBuffer bytes, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (bytes.get(at + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}

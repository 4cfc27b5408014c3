package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes files in the form of {@code tar} (POSIX ustar). The same files always give the same bytes. */
final class TarStream {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 155;

    private final OutputStream out;

    TarStream(OutputStream out) {
        this.out = out;
    }

    void folder(String name) throws IOException {
        header(name + "/", 0, 0755, '5');
    }

    void file(String name, byte[] content, boolean executable) throws IOException {
        header(name, content.length, executable ? 0755 : 0644, '0');
        out.write(content);
        pad(content.length);
    }

    /**
     * A file.
     *
     * @throws IOException also when the content has another size
     */
    void file(String name, InputStream content, long size, boolean executable) throws IOException {
        header(name, size, executable ? 0755 : 0644, '0');
        if (content.transferTo(out) != size) {
            throw new IOException(name + " was changed while it was read");
        }
        pad(size);
    }

    /** After the last file. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private void header(String path, long size, int mode, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        int cut = 0;
        // The name's beginning has a place of its own; it is cut at a slash.
        while (path.length() - cut > NAME) {
            cut = path.indexOf('/', cut + 1);
            if (cut < 0 || cut == path.length() - 1) {
                throw new IOException("The name " + path + " is too long for tar");
            }
            if (path.length() - cut - 1 <= NAME) {
                break;
            }
        }
        String prefix = cut == 0 ? "" : path.substring(0, cut);
        if (prefix.length() > PREFIX) {
            throw new IOException("The name " + path + " is too long for tar");
        }
        put(header, 0, cut == 0 ? path : path.substring(cut + 1));
        put(header, 100, octal(mode, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        put(header, 124, octal(size, 11));
        put(header, 136, octal(0, 11));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 345, prefix);
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xFF;
        }
        put(header, 148, octal(sum, 6));
        header[154] = 0;
        out.write(header);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String octal(long number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", number);
    }
}

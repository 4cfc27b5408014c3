package net.roboconf.core.dsl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes ZIP archives, bad ones included. */
final class ZipArchive {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    ZipArchive with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    ZipArchive with(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path in(Path folder) throws IOException {
        return Files.write(folder.resolve("project.zip"), bytes());
    }

    /** The archive with the name of an entry changed everywhere to another one of the same length. */
    Path renamed(String from, String to, Path folder) throws IOException {
        String latin = new String(bytes(), StandardCharsets.ISO_8859_1).replace(from, to);
        return Files.write(folder.resolve("project.zip"), latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The archive with its first entry made a symbolic link, as a Unix system would. */
    Path linked(Path folder) throws IOException {
        ByteBuffer archive = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int directory = archive.getInt(archive.capacity() - 6);
        archive.put(directory + 5, (byte) 3);
        archive.putInt(directory + 38, 0120777 << 16);
        return Files.write(folder.resolve("project.zip"), archive.array());
    }
}

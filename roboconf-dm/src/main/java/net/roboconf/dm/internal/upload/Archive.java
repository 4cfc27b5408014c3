package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;

/** Unpacks ZIP archives that nobody has reason to trust. */
final class Archive {

    /** Small files may be packed as well as they can. */
    private static final long RATIO_COUNTS_FROM = 1L << 20;

    private final ArchiveLimits limits;

    Archive(ArchiveLimits limits) {
        this.limits = limits;
    }

    /**
     * Unpacks an archive into an empty folder.
     *
     * @throws ManagerException when it is none, or is more than it should be
     * @throws IOException when the disk fails
     */
    void unpack(Path archive, Path folder) throws IOException {
        if (Files.size(archive) > limits.archive()) {
            throw new ManagerException(
                    ErrorCode.TOO_LARGE, "The archive is larger than " + (limits.archive() >> 20) + " MiB");
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            if (zip.size() > limits.entries()) {
                throw new ManagerException(
                        ErrorCode.TOO_LARGE,
                        "The archive has " + zip.size() + " entries, more than " + limits.entries());
            }
            UnixModes modes = UnixModes.of(archive);
            long unpacked = 0;
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                unpacked += unpack(zip, entry, modes, folder, limits.unpacked() - unpacked);
            }
        } catch (ZipException e) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "This is not a ZIP archive that can be read (" + e.getMessage() + "); send a template as its "
                            + "project's folder, with descriptor/ and graph/, and targets as NAME.properties, in a ZIP file",
                    List.of(),
                    e);
        }
    }

    private long unpack(ZipFile zip, ZipEntry entry, UnixModes modes, Path folder, long room) throws IOException {
        String name = entry.getName();
        Path place = SafePath.inside(folder, name);
        if (modes.isLink(name)) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The entry '" + name + "' of the archive is a symbolic link; put the file itself there");
        }
        try {
            if (entry.isDirectory()) {
                Files.createDirectories(place);
                return 0;
            }
            Files.createDirectories(place.getParent());
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(place, StandardOpenOption.CREATE_NEW)) {
                long size = copy(in, out, entry, room);
                if (modes.isExecutable(name)) {
                    makeExecutable(place);
                }
                return size;
            }
        } catch (FileAlreadyExistsException e) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The archive has the entry '" + name + "' twice, or as a file and a folder",
                    List.of(),
                    e);
        }
    }

    private long copy(InputStream in, OutputStream out, ZipEntry entry, long room) throws IOException {
        byte[] buffer = new byte[65_536];
        long size = 0;
        long packed = Math.max(1, entry.getCompressedSize());
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > room) {
                throw new ManagerException(
                        ErrorCode.TOO_LARGE, "The archive unpacks to more than " + (limits.unpacked() >> 20) + " MiB");
            }
            if (size > RATIO_COUNTS_FROM && size / packed > limits.ratio()) {
                throw new ManagerException(
                        ErrorCode.TOO_LARGE,
                        "The entry '" + entry.getName() + "' of the archive unpacks to more than " + limits.ratio()
                                + " times its size");
            }
            out.write(buffer, 0, read);
        }
        return size;
    }

    private static void makeExecutable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("The file " + file + " cannot be made executable");
        }
    }
}

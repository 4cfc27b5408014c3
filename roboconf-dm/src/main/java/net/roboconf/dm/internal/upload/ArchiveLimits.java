package net.roboconf.dm.internal.upload;

/**
 * How large an archive may be, and what it unpacks to.
 *
 * @param archive bytes of the archive itself
 * @param entries how many files and folders
 * @param unpacked bytes of all files together
 * @param ratio how many times larger a file of more than a megabyte may be than its packed form
 */
public record ArchiveLimits(long archive, int entries, long unpacked, int ratio) {

    /** 1 GiB packed, 4 GiB unpacked, 50,000 entries, 200 times. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(1L << 30, 50_000, 4L << 30, 200);
}

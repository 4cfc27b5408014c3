package net.roboconf.core.dsl;

/**
 * How large an archive may be, and what it unpacks to.
 *
 * @param archive bytes of the archive itself
 * @param entries how many files and folders
 * @param unpacked bytes of all files together
 * @param ratio how many times larger a file of more than a megabyte may be than its packed form
 * @param texts bytes of all files together whose content is validated, and so kept in memory
 */
record ZipLimits(long archive, int entries, long unpacked, int ratio, int texts) {

    /** What a deployment manager accepts too; a sixteenth of a GiB of texts is more than people write. */
    static final ZipLimits DEFAULT = new ZipLimits(1L << 30, 50_000, 4L << 30, 200, 64 << 20);
}

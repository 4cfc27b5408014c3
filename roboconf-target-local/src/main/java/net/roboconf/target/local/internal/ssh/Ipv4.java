package net.roboconf.target.local.internal.ssh;

/** Addresses of IPv4 as numbers, so that they can be counted. */
final class Ipv4 {

    private static final int BYTE = 256;

    private Ipv4() {}

    /**
     * From its text.
     *
     * @throws IllegalArgumentException when it is none
     */
    static long parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        long number = 0;
        boolean right = parts.length == 4;
        for (String part : parts) {
            right &= part.matches("\\d{1,3}") && Integer.parseInt(part) < BYTE;
            number = right ? number * BYTE + Integer.parseInt(part) : 0;
        }
        if (!right) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no IPv4 address");
        }
        return number;
    }

    static String text(long number) {
        return (number >> 24) + "." + (number >> 16 & 0xFF) + "." + (number >> 8 & 0xFF) + "." + (number & 0xFF);
    }
}

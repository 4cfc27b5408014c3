package net.roboconf.target.local.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The TCP sockets of this host, read from {@code /proc/net}. */
public final class HostSockets {

    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    public HostSockets(Path proc) {
        this.proc = proc;
    }

    /**
     * The inodes of the sockets that listen on exactly this address.
     *
     * @param address IPv4, like {@code 127.0.1.1}
     */
    public Set<String> listening(String address) {
        String plain = hex(address);
        // How a socket for both versions of IP shows an IPv4 address; those of Java are of that kind.
        String mapped = "0000000000000000FFFF0000" + plain;
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(table)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > INODE && fields[STATE].equals(LISTENING)) {
                    String local = fields[LOCAL_ADDRESS].split(":")[0];
                    if (local.equals(plain) || local.equals(mapped)) {
                        inodes.add(fields[INODE]);
                    }
                }
            }
        }
        return inodes;
    }

    /** The kernel writes addresses as numbers in the byte order of the processor; that is little-endian everywhere. */
    private static String hex(String address) {
        String[] bytes = address.split("\\.");
        StringBuilder hex = new StringBuilder();
        for (int i = bytes.length - 1; i >= 0; i--) {
            hex.append(String.format(Locale.ROOT, "%02X", Integer.parseInt(bytes[i])));
        }
        return hex.toString();
    }

    private List<String> lines(String table) {
        try {
            return Files.readAllLines(proc.resolve("net").resolve(table));
        } catch (IOException e) {
            return List.of(); // a kernel without IPv6 has no tcp6
        }
    }
}

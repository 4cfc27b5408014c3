package net.roboconf.target.local.internal.ssh;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code 10.0.0.5, 10.0.0.10-10.0.0.30, pi-1.local:2222}. */
final class HostList {

    /** More in one range is a slip of the pen. */
    private static final int MOST = 4096;

    private static final Pattern RANGE = Pattern.compile("([\\d.]+)\\s*-\\s*([\\d.]+)(:\\d+)?");

    private HostList() {}

    /**
     * The hosts, each once, in the order that they are written in.
     *
     * @throws IllegalArgumentException which says what is wrong
     */
    static List<HostAddress> parse(String text, int defaultPort) {
        Set<HostAddress> hosts = new LinkedHashSet<>();
        for (String one : text.split(",")) {
            if (one.isBlank()) {
                continue;
            }
            var range = RANGE.matcher(one.strip());
            if (range.matches()) {
                String port = range.group(3) == null ? "" : range.group(3);
                for (String address : addresses(one.strip(), range.group(1), range.group(2))) {
                    hosts.add(HostAddress.parse(address + port, defaultPort));
                }
            } else {
                hosts.add(HostAddress.parse(one, defaultPort));
            }
        }
        return List.copyOf(hosts);
    }

    private static List<String> addresses(String range, String first, String last) {
        long from = Ipv4.parse(first);
        long to = Ipv4.parse(last);
        if (to < from) {
            throw new IllegalArgumentException("the range '" + range + "' ends before it begins");
        }
        if (to - from >= MOST) {
            throw new IllegalArgumentException("the range '" + range + "' has more than " + MOST + " hosts");
        }
        List<String> addresses = new ArrayList<>();
        for (long number = from; number <= to; number++) {
            addresses.add(Ipv4.text(number));
        }
        return addresses;
    }
}

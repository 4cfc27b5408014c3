package net.roboconf.target.local.internal.ssh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.local.internal.ssh.SshFailure.Stage;

/** Why no host could be had. Told to people, host by host. */
final class Problems {

    /** With more hosts the text says how many there are. */
    private static final int SHOWN = 20;

    private final Map<String, String> reasons = new TreeMap<>();
    private boolean mayPass;

    void add(HostAddress host, SshFailure failure) {
        reasons.put(host.toString(), failure.getMessage());
        mayPass |= failure.stage() == Stage.UNREACHED || failure.stage() == Stage.UNKNOWN;
    }

    void add(HostAddress host, String reason) {
        reasons.put(host.toString(), reason);
    }

    boolean contains(HostAddress host) {
        return reasons.containsKey(host.toString());
    }

    String reason(HostAddress host) {
        return reasons.get(host.toString());
    }

    /**
     * The failure of a creation. It is repeated when a host that was not reached may come back.
     *
     * @param label the machine that wants one
     * @param hosts all of the definition
     * @param held what machines of this Deployment Manager have
     */
    TargetException noHost(String label, List<HostAddress> hosts, List<Held> held) {
        for (Held other : held) {
            if (hosts.contains(other.host())) {
                reasons.putIfAbsent(other.host().toString(), "has the machine " + other.label());
            }
        }
        return failure(
                "No host is free for the machine " + label + ". ",
                "undeploy a machine, repair a host, or name more in 'hosts'.");
    }

    /**
     * None of those that were asked can be used.
     *
     * @param unasked how many were not asked
     */
    TargetException noneUsable(int unasked) {
        return failure(
                "None of the hosts can be used. ",
                (unasked == 0 ? "" : unasked + " more were not asked; ")
                        + "repair one, or see to 'user', the key or password, and 'host.keys'.");
    }

    private TargetException failure(String begin, String end) {
        StringBuilder text = new StringBuilder(begin);
        reasons.entrySet().stream().limit(SHOWN).forEach(one -> text.append(one.getKey())
                .append(' ')
                .append(one.getValue())
                .append("; "));
        if (reasons.size() > SHOWN) {
            text.append("and so on for ").append(reasons.size() - SHOWN).append(" more; ");
        }
        text.append(end);
        return new TargetException(text.toString(), mayPass, null);
    }
}

package net.roboconf.target.local.internal.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/**
 * The properties of a definition with the mode {@code ssh}. Some are secret: there is no text of it.
 *
 * @param hosts {@code hosts}: each once, in their order
 * @param login {@code user}, {@code key.file} and what else the host asks for
 * @param hostKeys {@code host.keys}: how a host proves that it is itself
 * @param folder {@code folder} on the host; without it one that the user decides
 * @param javaHome {@code java.home} on the host; null when it is to be looked for there
 * @param javaOptions {@code agent.java.options}; may be empty
 * @param service {@code service}: whether systemd starts the agent, where it runs
 * @param cleanup {@code cleanup}: a script that is run on the host when all has ended; may be empty
 * @param patience {@code connect.timeout}: how long a host may take to answer
 * @param distribution {@code agent.distribution}: another one than the configured one; may be null
 * @param simulates {@code simulate}: whether every installer is served by the mock plug-in
 */
record SshProperties(
        List<HostAddress> hosts,
        Login login,
        HostKeys hostKeys,
        String folder,
        String javaHome,
        String javaOptions,
        boolean service,
        String cleanup,
        Duration patience,
        Path distribution,
        boolean simulates) {

    private static final String DEFAULT_FOLDER = "/var/lib/roboconf";
    private static final int LONGEST_PATIENCE = 600;

    /** Reads them. */
    static SshProperties of(Map<String, String> properties) throws TargetException {
        return read(properties, new TargetProperties(properties));
    }

    /** Reads them, and refuses what nobody knows. */
    static void check(Map<String, String> properties) throws TargetException {
        TargetProperties reader = new TargetProperties(properties);
        reader.optional("mode");
        reader.know(List.of(HostKeys.FINGERPRINT, "data."));
        read(properties, reader);
        reader.refuseUnknown();
    }

    private static SshProperties read(Map<String, String> properties, TargetProperties reader) throws TargetException {
        int port = reader.number("port", HostAddress.DEFAULT_PORT, 1, 65_535);
        String user = reader.optional("user").orElse("root");
        return new SshProperties(
                hosts(reader, port),
                Login.of(properties, reader, user),
                HostKeys.of(properties, reader, port),
                folder(reader, user),
                reader.optional("java.home").orElse(null),
                reader.optional("agent.java.options").orElse(""),
                reader.choice("service", "none", List.of("none", "systemd")).equals("systemd"),
                reader.optional("cleanup").orElse(""),
                Duration.ofSeconds(reader.number("connect.timeout", 10, 1, LONGEST_PATIENCE)),
                reader.optional("agent.distribution").map(Path::of).orElse(null),
                reader.flag("simulate", false));
    }

    private static List<HostAddress> hosts(TargetProperties reader, int port) throws TargetException {
        try {
            List<HostAddress> hosts = HostList.parse(reader.required("hosts"), port);
            if (hosts.isEmpty()) {
                throw TargetProperties.wrong(
                        "hosts",
                        "names no host; write addresses, ranges or names, as in 10.0.0.5, "
                                + "10.0.0.10-10.0.0.30, pi-1.local:2222");
            }
            return hosts;
        } catch (IllegalArgumentException e) {
            throw TargetProperties.wrong("hosts", "cannot be used: " + e.getMessage());
        }
    }

    private static String folder(TargetProperties reader, String user) throws TargetException {
        // A name without a slash at its beginning is one in the user's home.
        String folder = reader.optional("folder").orElse(user.equals("root") ? DEFAULT_FOLDER : "roboconf");
        if (!folder.matches("/?[A-Za-z0-9._+@-]+(/[A-Za-z0-9._+@-]+)*")
                || List.of(folder.split("/")).contains("..")) {
            throw TargetProperties.wrong(
                    "folder", "is '" + folder + "'; write a path of letters, digits and . _ + @ -");
        }
        return folder;
    }

    /** Nothing that is secret. */
    @Override
    public String toString() {
        return "hosts " + hosts;
    }
}

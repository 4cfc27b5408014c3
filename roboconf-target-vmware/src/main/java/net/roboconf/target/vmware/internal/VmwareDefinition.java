package net.roboconf.target.vmware.internal;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a target definition says, read and checked. Names are those of Roboconf 0.9 where it had them.
 *
 * @param access to the vCenter
 * @param datacenter a name, or a path below the root folder; this and the following names may be paths with slashes
 * @param template the virtual machine that is cloned
 * @param cluster a cluster, or a host that belongs to none
 * @param pool a resource pool of the cluster; without it the cluster itself
 * @param host of the cluster; without it vSphere chooses
 * @param folder that machines are put into; without it the datacenter's own
 * @param datastore that their disks are put on; without it the template's
 * @param cpus how many; without it as many as the template has
 * @param memoryMiB without it as much as the template has
 * @param userData parts of the user's own
 * @param requestsPerSecond to this account
 */
record VmwareDefinition(
        Access access,
        String datacenter,
        String template,
        String cluster,
        Optional<String> pool,
        Optional<String> host,
        Optional<String> folder,
        Optional<String> datastore,
        Optional<Integer> cpus,
        Optional<Integer> memoryMiB,
        List<UserData.Part> userData,
        int requestsPerSecond) {

    static final String URL = "vmware.url";
    static final String USER = "vmware.user";
    static final String PASSWORD = "vmware.password";
    static final String IGNORE_CERTIFICATE = "vmware.ignorecert";
    static final String THUMBPRINT = "vmware.thumbprint";
    static final String DATACENTER = "vmware.datacenter";
    static final String TEMPLATE = "vmware.template";
    static final String CLUSTER = "vmware.cluster";
    static final String POOL = "vmware.resource-pool";
    static final String HOST = "vmware.host";
    static final String FOLDER = "vmware.folder";
    static final String DATASTORE = "vmware.datastore";
    static final String CPUS = "vmware.cpus";
    static final String MEMORY = "vmware.memory";
    static final String USER_DATA = "vmware.user-data";
    static final String RATE = "vmware.requests-per-second";

    /** Of the guest, into which 0.9 logged in: nobody does any more. */
    private static final List<String> OF_THE_GUEST = List.of("vmware.vmuser", "vmware.vmpassword");

    private static final Logger LOG = LoggerFactory.getLogger(VmwareDefinition.class);

    private static final String SDK = "/sdk";
    private static final String EXAMPLE = "https://vcenter.example.org/sdk";
    private static final int DEFAULT_RATE = 50;
    private static final int MOST_CPUS = 768;
    private static final int MOST_MIB = 24 << 20;

    /** Reads properties; those that are meant for others are passed over. */
    static VmwareDefinition read(Map<String, String> properties) throws TargetException {
        return read(new TargetProperties(properties));
    }

    /** Reads a definition, in which every property must mean something. */
    static VmwareDefinition readStrictly(Map<String, String> properties) throws TargetException {
        TargetProperties read = new TargetProperties(properties);
        VmwareDefinition definition = read(read);
        for (String old : OF_THE_GUEST) {
            if (read.optional(old).isPresent()) {
                LOG.warn(
                        "The property '{}' of the target is not used any more: nobody logs in to the machine, whose agent reads"
                                + " what it must know from guestinfo. Take it out.",
                        old);
            }
        }
        read.refuseUnknown();
        return definition;
    }

    private static VmwareDefinition read(TargetProperties read) throws TargetException {
        return new VmwareDefinition(
                access(read),
                read.required(DATACENTER),
                read.required(TEMPLATE),
                read.required(CLUSTER),
                read.optional(POOL),
                read.optional(HOST),
                read.optional(FOLDER),
                read.optional(DATASTORE),
                number(read, CPUS, MOST_CPUS),
                memory(read),
                read.userData(USER_DATA),
                read.number(RATE, DEFAULT_RATE, 1, 1_000));
    }

    private static Access access(TargetProperties read) throws TargetException {
        boolean anyCertificate = read.flag(IGNORE_CERTIFICATE, false);
        Optional<String> thumbprint = thumbprint(read);
        if (anyCertificate && thumbprint.isPresent()) {
            throw TargetProperties.wrong(
                    IGNORE_CERTIFICATE, "is 'true', but " + THUMBPRINT + " names a certificate; write one of them");
        }
        return new Access(
                url(read.required(URL)), read.required(USER), read.required(PASSWORD), anyCertificate, thumbprint);
    }

    private static URI url(String text) throws TargetException {
        URI uri = TargetProperties.url(URL, text, EXAMPLE);
        String path = uri.getRawPath();
        if (path.isEmpty()) {
            return uri.resolve(SDK);
        }
        if (!path.endsWith(SDK)) {
            throw TargetProperties.wrong(
                    URL,
                    "ends in '" + path + "', and the web services of a vCenter are at /sdk; write one such as "
                            + EXAMPLE);
        }
        return uri;
    }

    private static Optional<String> thumbprint(TargetProperties read) throws TargetException {
        Optional<String> digits =
                read.optional(THUMBPRINT).map(text -> text.replace(":", "").toLowerCase(Locale.ROOT));
        if (digits.isPresent() && !digits.get().matches("[0-9a-f]{64}")) {
            throw TargetProperties.wrong(
                    THUMBPRINT,
                    "is no SHA-256 of a certificate: 64 hexadecimal digits, with or without colons between them");
        }
        return digits;
    }

    private static Optional<Integer> number(TargetProperties read, String key, int most) throws TargetException {
        int number = read.number(key, 1, 1, most);
        return read.optional(key).map(written -> number);
    }

    /** vSphere takes multiples of four only. */
    private static Optional<Integer> memory(TargetProperties read) throws TargetException {
        Optional<Integer> memory = number(read, MEMORY, MOST_MIB);
        if (memory.isPresent() && memory.get() % 4 != 0) {
            throw TargetProperties.wrong(
                    MEMORY, "is '" + memory.get() + "'; write MiB that can be divided by 4, such as 2048");
        }
        return memory;
    }

    @Override
    public String toString() {
        return "vSphere for " + access;
    }
}

package net.roboconf.agent.internal.host;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address of this machine, for an agent that is not told by which one others reach it. */
public final class OwnAddress {

    private static final Logger LOG = LoggerFactory.getLogger(OwnAddress.class);

    private OwnAddress() {}

    /** The first IPv4 address that is not a loopback one, in the order of the system's interfaces; else the loopback one. */
    public static String find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::isUp)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("127.0.0.1");
        } catch (SocketException e) {
            LOG.warn(
                    "The network interfaces of this machine cannot be listed ({}); its address is taken as 127.0.0.1",
                    e.toString());
            return "127.0.0.1";
        }
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp() && !each.isLoopback();
        } catch (SocketException e) {
            LOG.debug("{} went away while it was looked at", each, e);
            return false;
        }
    }
}

package net.roboconf.target.local.internal;

import java.net.InetAddress;
import java.net.ServerSocket;

/** Run as a process of its own: listens on an address until it is ended. */
final class ListeningDaemon {

    private ListeningDaemon() {}

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(arguments[0]))) {
            System.out.println("listening");
            while (true) {
                socket.accept().close();
            }
        }
    }
}

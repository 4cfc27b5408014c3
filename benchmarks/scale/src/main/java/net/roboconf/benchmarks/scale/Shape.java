package net.roboconf.benchmarks.scale;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.roboconf.core.model.InstancePath;

/** The applications that are measured, each of any size N. */
enum Shape {

    /** A store, N servers that import it, each on a machine of its own, and a balancer that imports them all. */
    STAR {
        @Override
        String instances(int n) {
            return machine("store-machine", 1, "Store", 1)
                    + machine("server-machine-", n, "Server", 1)
                    + machine("balancer-machine", 1, "Balancer", 1);
        }

        @Override
        int machines(int n) {
            return n + 2;
        }

        @Override
        int size(int n) {
            return 2 * (n + 2);
        }
    },

    /** The same with all servers on one machine. */
    CHILDREN {
        @Override
        String instances(int n) {
            return machine("store-machine", 1, "Store", 1)
                    + machine("server-machine", 1, "Server", n)
                    + machine("balancer-machine", 1, "Balancer", 1);
        }

        @Override
        int machines(int n) {
            return 3;
        }

        @Override
        int size(int n) {
            return n + 5;
        }
    },

    /** N peers, each on a machine of its own, of which everyone imports everyone and is told of each by {@code update}. */
    PEERS {
        @Override
        String instances(int n) {
            return machine("peer-machine-", n, "Peer", 1);
        }

        @Override
        int machines(int n) {
            return n;
        }

        @Override
        int size(int n) {
            return 2 * n;
        }
    },

    /** Peers that are told of all the others at once, by {@code reconfigure}. */
    PEERS_RECONFIGURED {
        @Override
        String instances(int n) {
            return machine("peer-machine-", n, "LazyPeer", 1);
        }

        @Override
        int machines(int n) {
            return n;
        }

        @Override
        int size(int n) {
            return 2 * n;
        }
    };

    /** The name of the template, and of the application that is made of it. */
    static final String NAME = "fleet";

    static final String VERSION = "1.0";

    private static final String GRAPH =
            """
            Machine {
                installer: target;
                children: Store, Server, Balancer, Peer, LazyPeer;
            }
            Store {
                installer: mock;
                exports: ip, port = 3306;
            }
            Server {
                installer: mock;
                exports: ip, port = 8080;
                imports: Store.ip, Store.port;
            }
            Balancer {
                installer: %1$s;
                exports: ip, port = 80;
                imports: Server.ip, Server.port;
            }
            Peer {
                installer: mock;
                exports: ip, port = 7000;
                imports: Peer.ip (optional), Peer.port (optional);
            }
            LazyPeer {
                installer: %1$s;
                exports: ip, port = 7000;
                imports: LazyPeer.ip (optional), LazyPeer.port (optional);
            }
            """
                    .formatted(SimulatedAgent.RECONFIGURING);

    /** The instances of an application of size N, in the language. */
    abstract String instances(int n);

    /** How many machines it has. */
    abstract int machines(int n);

    /** How many instances it has, machines included. */
    abstract int size(int n);

    /** The first of the servers of a {@link #STAR}: numbers have as many digits as the last one. */
    static InstancePath firstServer(int n) {
        return new InstancePath(
                "/server-machine-" + ("%0" + Integer.toString(n).length() + "d").formatted(1) + "/server");
    }

    private static String machine(String name, int machines, String component, int children) {
        return "instance of Machine {\n    name: " + name + ";\n    count: " + machines + ";\n    instance of "
                + component + " {\n        name: " + component.toLowerCase(Locale.ROOT) + ";\n        count: "
                + children + ";\n    }\n}\n";
    }

    /** The archive of the template, as a person would upload it; its machines are made by a target with this handler. */
    byte[] archive(int n, String handler) {
        Map<String, String> files = new TreeMap<>(Map.of(
                "descriptor/application.properties",
                "name = " + NAME + "\nversion = " + VERSION + "\ndsl-id = roboconf-1.0\n"
                        + "graph-entry-point = fleet.graph\ninstance-entry-point = fleet.instances\n",
                "graph/fleet.graph",
                GRAPH,
                "graph/Machine/target.properties",
                "id: fleet\nname: Fleet\nhandler: " + handler + "\n",
                // Tells the plug-in mock what the recipes are that it plays.
                "graph/Balancer/scripts/reconfigure.sh",
                "",
                "graph/LazyPeer/scripts/reconfigure.sh",
                "",
                "instances/fleet.instances",
                instances(n)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written", e);
        }
        return bytes.toByteArray();
    }
}

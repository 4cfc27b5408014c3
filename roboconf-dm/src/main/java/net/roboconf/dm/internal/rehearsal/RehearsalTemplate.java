package net.roboconf.dm.internal.rehearsal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is deployed in a rehearsal: a store, many servers that need it, and a balancer that needs them. */
final class RehearsalTemplate {

    static final String NAME = "rehearsal";
    static final String VERSION = "1.0";

    /** As many as the quick compiler wants to see a piece of code before it takes it on. */
    private static final int SERVERS = 80;

    static final int INSTANCES = 2 * (SERVERS + 2);

    private RehearsalTemplate() {}

    /** The archive, as a person would upload it. */
    static InputStream archive() throws IOException {
        Map<String, String> files = new TreeMap<>(Map.of(
                "descriptor/application.properties",
                """
                name = rehearsal
                version = 1.0
                dsl-id = roboconf-1.0
                graph-entry-point = rehearsal.graph
                instance-entry-point = rehearsal.instances
                """,
                "graph/rehearsal.graph",
                """
                Machine {
                    installer: target;
                    children: Store, Server, Balancer;
                }
                Store {
                    installer: mock;
                    exports: ip, port = 1;
                    imports: Server.ip (optional);
                }
                Server {
                    installer: mock;
                    exports: ip, port = 2;
                    imports: Store.ip, Store.port;
                }
                Balancer {
                    installer: mock;
                    exports: ip, port = 3;
                    imports: Server.ip, Server.port;
                }
                """,
                "graph/Machine/target.properties",
                "id: rehearsal\nname: Rehearsal\nhandler: rehearsal\n",
                "instances/rehearsal.instances",
                """
                instance of Machine {
                    name: store-machine;
                    instance of Store {
                        name: store;
                    }
                }
                instance of Machine {
                    name: server-machine-;
                    count: %d;
                    instance of Server {
                        name: server;
                    }
                }
                instance of Machine {
                    name: balancer-machine;
                    instance of Balancer {
                        name: balancer;
                    }
                }
                """
                        .formatted(SERVERS)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}

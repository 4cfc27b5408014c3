package net.roboconf.cli.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of an application that is valid, to be changed and written. */
final class SmallApplication {

    static final String GRAPH =
            """
            VM {
            	installer: target;
            	children: Server;
            }

            Server {
            	installer: bash;
            	exports: ip, port = 80;
            	imports: Server.ip (optional);
            }
            """;

    private final Map<String, String> files = new TreeMap<>();

    SmallApplication() {
        files.put(
                "descriptor/application.properties",
                """
                name = Shop
                version = 1.0
                dsl-id = roboconf-1.0
                graph-entry-point = main.graph
                instance-entry-point = main.instances
                """);
        files.put("graph/main.graph", GRAPH);
        files.put("graph/VM/target.properties", "handler = local\nid = t\nname = This computer\n");
        files.put("graph/Server/scripts/start.sh", "#!/bin/sh\n");
        files.put("instances/main.instances", "instance of VM {\n\tname: vm;\n}\n");
    }

    SmallApplication with(String file, String text) {
        files.put(file, text);
        return this;
    }

    SmallApplication without(String file) {
        files.remove(file);
        return this;
    }

    Path in(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    Path zipped(Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }
}

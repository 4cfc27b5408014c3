package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of templates. */
public final class TemplateZip {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** A template that can be used: a machine, and a Tomcat on it with a recipe. */
    public static TemplateZip good() {
        return new TemplateZip()
                .with(
                        "descriptor/application.properties",
                        "name = shop\nversion = 1.0\ngraph-entry-point = main.graph\n"
                                + "instance-entry-point = main.instances\n")
                .with(
                        "graph/main.graph",
                        "VM {\n  installer: target;\n  children: Tomcat;\n}\n\n"
                                + "Tomcat {\n  installer: script;\n  exports: ip, random[port] httpPort;\n}\n")
                .with("graph/VM/target.properties", "id = memory-vm\nhandler = memory\nname = Memory\n")
                .with("graph/Tomcat/scripts/start.sh", "#!/bin/sh\nexit 0\n")
                .with(
                        "instances/main.instances",
                        "instance of VM {\n  name: vm;\n  count: 2;\n"
                                + "  instance of Tomcat {\n    name: tomcat;\n  }\n}\n");
    }

    public TemplateZip with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TemplateZip with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    public TemplateZip without(String name) {
        entries.remove(name);
        return this;
    }

    /** The same with everything in a folder. */
    public TemplateZip inFolder(String folder) {
        TemplateZip zip = new TemplateZip();
        entries.forEach((name, content) -> zip.with(folder + "/" + name, content));
        return zip;
    }

    public Path writeTo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}

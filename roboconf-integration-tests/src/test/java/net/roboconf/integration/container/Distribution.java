package net.roboconf.integration.container;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** How Pax Exam starts one of our archives: unpacked below target/exam, as it is, with ports that are free. */
final class Distribution {

    private static final String KARAF = System.getProperty("karaf.version");

    /** What Pax Exam brings its tests in with and the agent does not have: Karaf's features service and what it needs. */
    private static final Map<String, String> FEATURES_SERVICE = Map.of(
            "pax-url-aether", "5",
            "org.apache.felix.converter", "9",
            "org.apache.felix.metatype", "9",
            "org.osgi.util.promise", "9",
            "org.apache.felix.cm.json", "11",
            "org.apache.felix.configurator", "11",
            "org.apache.sling.commons.johnzon", "11",
            "org.apache.karaf.features.core", "15");

    private Distribution() {}

    /** The agent with the features service of the Deployment Manager's distribution beside its own bundles. */
    static Option agent() {
        Path assembly = Path.of(System.getProperty("assembly.dm"));
        List<Option> options = new ArrayList<>();
        options.add(launched("agent"));
        FEATURES_SERVICE.forEach((artifact, level) -> {
            Path jar = find(assembly.resolve("system"), artifact);
            // system/GROUP/OF/ARTIFACT/VERSION/ARTIFACT-VERSION.jar
            Path version = jar.getParent();
            Path group =
                    assembly.resolve("system").relativize(version.getParent().getParent());
            String bundle = "mvn:" + group.toString().replace('/', '.') + "/" + artifact + "/" + version.getFileName();
            options.add(editConfigurationFilePut("etc/startup.properties", bundle, level));
            options.add(replaceConfigurationFile(assembly.relativize(jar).toString(), jar.toFile()));
        });
        return composite(options.toArray(Option[]::new));
    }

    private static Path find(Path folder, String artifact) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> file.getParent()
                            .getParent()
                            .getFileName()
                            .toString()
                            .equals(artifact))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(artifact + " is not in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Option dm() {
        return composite(
                launched("dm"),
                editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", freePort()),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", freePort()),
                // It keeps an agent for up to 20 s, and tests that restart bundles would have to wait for its end.
                editConfigurationFilePut("etc/net.roboconf.dm.cfg", "rehearsal", "false"));
    }

    private static Option launched(String name) {
        String archive = System.getProperty("distribution." + name);
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(archive).toURI().toString())
                        .karafVersion(KARAF)
                        .name(name)
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                // Pax Exam's own bundles are in the repository that Maven has just filled for this very test.
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.repositories",
                        new File(System.getProperty("local.repository")).toURI() + "@id=filled-by-maven@snapshots"),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                // What bin/karaf passes.
                vmOption("--add-opens=java.base/java.lang=ALL-UNNAMED"),
                vmOption("--add-opens=java.base/java.net=ALL-UNNAMED"),
                vmOption("--add-opens=java.base/java.util=ALL-UNNAMED"),
                vmOption("--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED"),
                vmOption("--add-reads=java.xml=java.logging"),
                vmOption("--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED"),
                vmOption("--patch-module"),
                vmOption("java.base=lib/endorsed/org.apache.karaf.specs.locator-" + KARAF + ".jar"),
                vmOption("--patch-module"),
                vmOption("java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + KARAF + ".jar"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED"),
                vmOption("-classpath"),
                vmOption("lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*" + File.pathSeparator + "lib/endorsed/*"));
    }

    static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("No free port on the loopback address", e);
        }
    }
}

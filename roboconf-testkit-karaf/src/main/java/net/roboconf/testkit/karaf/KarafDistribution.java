package net.roboconf.testkit.karaf;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ops4j.pax.exam.Option;

/**
 * How Pax Exam starts one of Roboconf's archives: unpacked below {@code target/exam}, as it is, with this test kit beside
 * its bundles. What Pax Exam adds comes out of the kit: a test needs no repository and no network.
 */
public final class KarafDistribution {

    private static final String URLS = "etc/org.ops4j.pax.url.mvn.cfg";

    /** What Pax Exam brings its tests in with and the agent does not have, with the start levels that Karaf gives it. */
    private static final Map<String, String> FEATURES_SERVICE = Map.of(
            "pax-url-aether", "5",
            "org.apache.felix.converter", "9",
            "org.apache.felix.metatype", "9",
            "org.osgi.util.promise", "9",
            "org.apache.felix.cm.json", "11",
            "org.apache.felix.configurator", "11",
            "org.apache.sling.commons.johnzon", "11",
            "org.apache.karaf.features.core", "15");

    private KarafDistribution() {}

    /**
     * The distribution of the agent, with Karaf's features service beside its own bundles.
     *
     * @param archive its {@code tar.gz}
     */
    public static Option agent(String archive) {
        ExamRepository repository = ExamRepository.below(Path.of("target"));
        List<Option> options = new ArrayList<>();
        options.add(launched(archive, repository));
        FEATURES_SERVICE.forEach((name, level) -> {
            ExamRepository.Artifact artifact = repository.artifact(name);
            options.add(editConfigurationFilePut("etc/startup.properties", artifact.url(), level));
            options.add(replaceConfigurationFile(
                    "system/" + artifact.path(), artifact.file().toFile()));
        });
        return composite(options.toArray(Option[]::new));
    }

    /**
     * A distribution that has Karaf's features service, as the Deployment Manager's.
     *
     * @param archive its {@code tar.gz}
     */
    public static Option withFeatures(String archive) {
        return launched(archive, ExamRepository.below(Path.of("target")));
    }

    private static Option launched(String archive, ExamRepository repository) {
        if (archive == null || !Files.isRegularFile(Path.of(archive))) {
            throw new IllegalArgumentException("There is no archive of a distribution at '" + archive
                    + "'. Tests in a container run in 'mvn verify', whose pom says where the archive is.");
        }
        String karaf = repository.artifact("org.apache.karaf.features.core").version();
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(archive).toURI().toString())
                        .karafVersion(karaf)
                        .name(Path.of(archive).getFileName().toString())
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                editConfigurationFilePut(URLS, "org.ops4j.pax.url.mvn.defaultRepositories", repository.locations()),
                editConfigurationFilePut(URLS, "org.ops4j.pax.url.mvn.repositories", ""),
                editConfigurationFilePut(URLS, "org.ops4j.pax.url.mvn.useFallbackRepositories", "false"),
                editConfigurationFilePut(URLS, "org.ops4j.pax.url.mvn.localRepository", repository.cache()),
                bundle(kit().toString()),
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
                vmOption("java.base=lib/endorsed/org.apache.karaf.specs.locator-" + karaf + ".jar"),
                vmOption("--patch-module"),
                vmOption("java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + karaf + ".jar"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED"),
                vmOption("-classpath"),
                vmOption("lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*" + File.pathSeparator + "lib/endorsed/*"));
    }

    /** The bundle that this class is in. */
    private static URI kit() {
        try {
            URI kit = KarafDistribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            if (Files.isDirectory(Path.of(kit))) {
                throw new IllegalStateException(
                        kit + " is no bundle yet. Build roboconf-testkit-karaf first: 'mvn -DskipTests package'.");
            }
            return kit;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path has a place that is none", e);
        }
    }
}

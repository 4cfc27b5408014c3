package net.roboconf.karaf.install.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.roboconf.karaf.install.internal.Installation.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class InstallationTest {

    private static final String IMPORT = "net.roboconf.core.plugin;version=\"[1,2)\"";

    @TempDir
    Path folder;

    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(folder);
        Jars.plugin(
                container.system,
                "puppet",
                "1.0.0-SNAPSHOT",
                "Provide-Capability",
                "net.roboconf.plugin;installer=puppet");
        Jars.plugin(container.system, "bash", "1.9.0", "Provide-Capability", "net.roboconf.plugin;installer=old");
        Jars.plugin(
                container.system,
                "bash",
                "1.10.0",
                "Provide-Capability",
                "net.roboconf.plugin;installer:List<String>=\"script,bash\"");
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    private Path jar(String name, String version, String... headers) throws Exception {
        return Jars.write(folder.resolve("home").resolve(name + ".jar"), name, version, headers);
    }

    private List<String> rows() throws Exception {
        return container.extensions().rows().stream()
                .map(row -> row.name() + " " + row.version() + " " + row.state() + " " + row.detail())
                .toList();
    }

    @Test
    void one_of_the_distribution_is_installed_and_uninstalled_for_good() throws Exception {
        assertThat(rows()).containsExactly("bash 1.10.0 NOT_INSTALLED ", "puppet 1.0.0-SNAPSHOT NOT_INSTALLED ");
        assertThat(container.installation().install("bash"))
                .isEqualTo("The plug-in bash 1.10.0 is installed and used for bash, script.");
        assertThat(rows()).containsExactly("bash 1.10.0 USED bash, script", "puppet 1.0.0-SNAPSHOT NOT_INSTALLED ");
        assertThat(Files.readAllLines(container.startup))
                .containsExactly(
                        "# What is there from the beginning.",
                        "mvn\\:org.acme/first/1 = 30",
                        "mvn\\:net.roboconf/roboconf-plugin-bash/1.10.0 = 80");
        assertThat(container.installation().install("bash"))
                .isEqualTo("The plug-in bash is installed already and used for bash, script.");

        container.close();
        container.start();
        assertThat(container.extensions().bundle("bash").getState()).isEqualTo(Bundle.ACTIVE);

        assertThat(container.installation().uninstall("bash"))
                .isEqualTo("The plug-in bash 1.10.0 is uninstalled. What needs it says so, and goes on when it is"
                        + " installed again.");
        assertThat(Files.readAllLines(container.startup)).hasSize(2);
        assertThat(rows()).containsExactly("bash 1.10.0 NOT_INSTALLED ", "puppet 1.0.0-SNAPSHOT NOT_INSTALLED ");
    }

    @Test
    void an_unknown_name_is_told_with_the_nearest_and_with_all_there_are() {
        assertThatThrownBy(() -> container.installation().install("pupet"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "There is no plug-in 'pupet'. Did you mean puppet? What this distribution brings: bash, puppet."
                                + " A jar of your own is installed by its path");
        assertThatThrownBy(() -> container.installation().uninstall("bash"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("There is no plug-in 'bash'. What is installed: none");
    }

    @Test
    void a_jar_is_installed_replaced_and_uninstalled_through_the_deploy_folder() throws Exception {
        String declares = "net.roboconf.plugin;installer=mine";
        assertThat(container.installation().install(jar("mine", "1.0.0", "Provide-Capability", declares)))
                .isEqualTo("The plug-in mine 1.0.0 is installed and used for mine.");
        assertThat(container.installation().install(jar("mine", "1.1.0", "Provide-Capability", declares)))
                .isEqualTo("The plug-in mine 1.1.0 is installed and used for mine.");
        assertThat(container.deploy.resolve("mine.jar")).exists();
        container.installation().uninstall("mine");
        assertThat(container.deploy).isEmptyDirectory();
        assertThat(container.extensions().bundle("mine")).isNull();
    }

    private void isRefused(Path jar, String why) {
        assertThatThrownBy(() -> container.installation().install(jar))
                .isInstanceOf(RefusedException.class)
                .hasMessage(why);
        assertThat(container.deploy).isEmptyDirectory();
        assertThat(container.extensions().installed()).isEmpty();
    }

    @Test
    void a_jar_for_another_version_of_the_contract_is_taken_away_again() throws Exception {
        isRefused(
                jar("mine", "1.0.0", "Import-Package", "net.roboconf.core.plugin;version=\"[2,3)\""),
                "The bundle mine 1.0.0 cannot be used and was taken away again: it needs the package"
                        + " net.roboconf.core.plugin in [2.0.0,3.0.0), and what is here is 1.0.0. It was made for another"
                        + " version of Roboconf: install one that was made for this version");
    }

    @Test
    void a_jar_that_the_guard_refuses_is_taken_away_again() throws Exception {
        isRefused(
                jar("mine", "1.0.0", "Import-Package", IMPORT, "Refused", "yes"),
                "The bundle mine 1.0.0 cannot be used and was taken away again: it is refused because it would end this"
                        + " whole process: Boom calls System.exit. Install a version that throws an exception instead");
    }

    @Test
    void what_is_no_plug_in_is_taken_away_again() throws Exception {
        isRefused(
                jar("library", "1.0.0"),
                "The bundle library 1.0.0 cannot be used and was taken away again: it is no plug-in: it neither declares"
                        + " net.roboconf.plugin nor imports net.roboconf.core.plugin.Plugin");
    }

    @Test
    void what_is_no_bundle_is_never_copied() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        isRefused(text, text + " is no bundle: there is no Bundle-SymbolicName in its META-INF/MANIFEST.MF");
        isRefused(folder.resolve("gone.jar"), "There is no file " + folder.resolve("gone.jar"));
        Path zip = Files.writeString(folder.resolve("a.zip"), "");
        isRefused(zip, zip + " is no jar: the name of a bundle ends with .jar");
    }

    @Test
    void the_same_bundle_from_elsewhere_is_not_installed_twice() throws Exception {
        container.installation().install("puppet");
        Path again = jar(
                "roboconf-plugin-puppet",
                "1.0.0.SNAPSHOT",
                "Provide-Capability",
                "net.roboconf.plugin;installer=puppet");
        assertThatThrownBy(() -> container.installation().install(again))
                .hasMessage("The bundle roboconf-plugin-puppet 1.0.0.SNAPSHOT is installed already and used for puppet."
                        + " Uninstall it before, or give yours another Bundle-Version");
    }

    @Test
    void one_that_runs_and_is_not_used_is_told_at_once() throws Exception {
        container.troubles.put("roboconf-plugin-puppet", "it cannot be used: boom");
        assertThatThrownBy(() -> container.installation().install("puppet"))
                .hasMessage("The plug-in puppet is installed, but not used: it cannot be used: boom");
        assertThat(rows()).contains("puppet 1.0.0.SNAPSHOT NOT_USED it cannot be used: boom");
    }
}

package net.roboconf.dm.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.FolderFiles;
import net.roboconf.core.dsl.LoadedProject;
import net.roboconf.core.dsl.ProjectLoader;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.dm.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuppetSyntaxTest {

    private static final String CLASS = "class roboconf_web($runningState = undef, $importDiff = undef) {\n";

    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void prepare() throws IOException {
        project = folder.resolve("project");
        write(
                "descriptor/application.properties",
                "name = shop\nversion = 1.0\ngraph-entry-point = main.graph\ninstance-entry-point = main.instances\n");
        write(
                "graph/main.graph",
                "VM {\n  installer: target;\n  children: Web, Other, Cache;\n}\nWeb {\n  installer: Puppet;\n}\n"
                        + "Other {\n  installer: puppet;\n}\nCache {\n  installer: script;\n}\n");
        write("graph/VM/target.properties", "id = memory-vm\nhandler = memory\nname = Memory\n");
        write("graph/Other/roboconf_other/manifests/init.pp", CLASS.replace("web", "other") + "}\n");
        write("graph/Cache/scripts/start.sh", "exit 0\n");
        write("graph/Cache/not-for-puppet.pp", "}\n");
        write("instances/main.instances", "instance of VM {\n  name: vm;\n}\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private PuppetSyntax.Findings check(PuppetSyntax puppet) throws IOException {
        LoadedProject loaded = new ProjectLoader().load(new FolderFiles(project));
        assertThat(loaded.errors()).isEmpty();
        ApplicationTemplate template = loaded.template().orElseThrow();
        return puppet.check(template, project, Files.createDirectories(folder.resolve("work")));
    }

    private PuppetSyntax withPath(Path path, Duration limit) {
        return new PuppetSyntax(
                ProgramRunner.ofThisHost(),
                new MachineEnvironment(Map.of("PATH", path + ":/usr/bin:/bin"), Set.of()),
                limit);
    }

    /** In a place that is found before the real one. */
    private Path fakePuppet(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path puppet = Files.writeString(bin.resolve("puppet"), "#!/bin/sh\n" + script);
        assertThat(puppet.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void each_mistake_has_its_place() throws Exception {
        write("graph/Web/roboconf_web/manifests/init.pp", CLASS + "  file { '/x': ensure => }\n}\n");
        write("graph/Web/roboconf_web/manifests/good.pp", "class roboconf_web::good { notify { \"\\q\": } }\n");
        write("graph/Web/roboconf_web/manifests/two words.pp", "class roboconf_web::bad {\n");
        PuppetSyntax.Findings found = check(PuppetSyntax.ofThisHost());
        assertThat(found.warnings()).isEmpty();
        assertThat(found.errors())
                .extracting(Problem::code)
                .containsExactly("REC_PUPPET_SYNTAX_ERROR", "REC_PUPPET_SYNTAX_ERROR");
        assertThat(found.errors())
                .extracting(Problem::file)
                .containsExactlyInAnyOrder(
                        "graph/Web/roboconf_web/manifests/init.pp", "graph/Web/roboconf_web/manifests/two words.pp");
        Problem first = found.errors().stream()
                .filter(problem -> problem.file().endsWith("init.pp"))
                .findFirst()
                .orElseThrow();
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.message()).startsWith("This is not valid Puppet code: Syntax error at");
    }

    @Test
    void good_manifests_have_no_findings() throws Exception {
        write("graph/Web/roboconf_web/manifests/init.pp", CLASS + "}\n");
        PuppetSyntax.Findings found = check(PuppetSyntax.ofThisHost());
        assertThat(found.errors()).isEmpty();
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void two_recipes_may_hold_the_same_module() throws Exception {
        write("graph/Web/roboconf_web/manifests/init.pp", CLASS + "}\n");
        for (String component : List.of("Web", "Other")) {
            write("graph/" + component + "/shared/functions/one.pp", "function shared::one() {\n  1\n}\n");
        }
        PuppetSyntax.Findings found = check(PuppetSyntax.ofThisHost());
        assertThat(found.errors()).isEmpty();
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void without_puppet_it_is_said_that_nothing_was_checked() throws Exception {
        write("graph/Web/roboconf_web/manifests/init.pp", CLASS + "}\n");
        PuppetSyntax nowhere = new PuppetSyntax(
                ProgramRunner.ofThisHost(),
                new MachineEnvironment(Map.of("PATH", folder.toString()), Set.of()),
                Duration.ofSeconds(60));
        assertThat(check(nowhere).warnings())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("REC_PUPPET_NOT_CHECKED: ")
                .contains("'puppet' is not on the host");
    }

    @Test
    void a_puppet_that_hangs_or_fails_refuses_nothing() throws Exception {
        write("graph/Web/roboconf_web/manifests/init.pp", CLASS + "}\n");
        assertThat(check(withPath(fakePuppet("sleep 600\n"), Duration.ofMillis(100)))
                        .warnings())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("did not end within");
        PuppetSyntax.Findings failed =
                check(withPath(fakePuppet("echo no such option; exit 1\n"), Duration.ofSeconds(60)));
        assertThat(failed.errors()).isEmpty();
        assertThat(failed.warnings())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("Puppet failed (no such option)");
    }
}

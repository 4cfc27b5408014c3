package net.roboconf.dm.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.internal.host.TemplateZip;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.store.BlobStore;
import net.roboconf.dm.internal.store.FileBlobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateUploadTest {

    private static final ArchiveLimits SMALL = new ArchiveLimits(1 << 20, 50, 4 << 20, 100);

    private static final String GRAPH = "VM {\n  installer: target;\n  children: Tomcat;\n}\n\n"
            + "Tomcat {\n  installer: script;\n  exports: ip, random[port] httpPort;\n}\n";

    @TempDir
    Path folder;

    private BlobStore blobs;
    private TemplateUpload upload;

    @BeforeEach
    void prepare() throws IOException {
        blobs = new FileBlobs(folder.resolve("blobs"));
        upload = new TemplateUpload(folder.resolve("unpacking"), blobs, SMALL);
    }

    private TemplateUpload.Result read(TemplateZip zip) throws IOException {
        return upload.read(zip.writeTo(folder.resolve("template.zip")));
    }

    private ManagerException refusal(TemplateZip zip) throws IOException {
        Path archive = zip.writeTo(folder.resolve("template.zip"));
        ManagerException refusal = catchThrowableOfType(ManagerException.class, () -> upload.read(archive));
        assertThat(refusal).as("it must be refused").isNotNull();
        assertNothingIsLeft();
        return refusal;
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("unpacking"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_good_archive_yields_template_targets_and_recipes() throws Exception {
        TemplateUpload.Result result = read(TemplateZip.good());
        assertThat(result.template().id()).hasToString("shop 1.0");
        assertThat(result.template().instances()).hasSize(2);
        assertThat(result.template().targets()).containsEntry("@VM", "memory-vm");
        assertThat(result.targets()).hasSize(1);
        assertThat(result.targets().get(0).properties())
                .containsEntry("handler", "memory")
                .doesNotContainKey("id");
        assertThat(result.template().recipes()).containsOnlyKeys("Tomcat");
        RecipeManifest manifest = manifest(result.template().recipes().get("Tomcat"));
        assertThat(manifest.files()).extracting(RecipeManifest.File::path).containsExactly("scripts/start.sh");
        RecipeManifest.File script = manifest.files().get(0);
        assertThat(new String(blobs.read(script.content(), 0, (int) script.size()), StandardCharsets.UTF_8))
                .contains("exit 0");
        assertNothingIsLeft();
    }

    private RecipeManifest manifest(RecipeRef recipe) throws Exception {
        byte[] bytes = blobs.read(
                recipe.manifest(),
                0,
                blobs.size(recipe.manifest()).orElseThrow().intValue());
        return new MessageCodec().decodeManifest(bytes);
    }

    @Test
    void the_same_archive_twice_says_the_same() throws Exception {
        assertThat(read(TemplateZip.good())).isEqualTo(read(TemplateZip.good()));
    }

    @Test
    void a_folder_around_the_project_does_no_harm() throws Exception {
        assertThat(read(TemplateZip.good().inFolder("shop-master")).template().id())
                .hasToString("shop 1.0");
    }

    @Test
    void what_is_no_zip_is_refused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.zip"), "This is a letter, not an archive.");
        assertThatThrownBy(() -> upload.read(text))
                .isInstanceOfSatisfying(
                        ManagerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
                .hasMessageContaining("not a ZIP archive");
        Path empty = Files.createFile(folder.resolve("empty.zip"));
        assertThatThrownBy(() -> upload.read(empty)).isInstanceOf(ManagerException.class);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.sh",
                "graph/../../evil.sh",
                "/etc/evil.sh",
                "graph\\..\\evil.sh",
                "C:/evil.sh",
                "graph//evil.sh",
                "./evil.sh",
                "graph/evil\n.sh"
            })
    void entries_that_lead_out_are_refused(String name) throws Exception {
        ManagerException refusal = refusal(TemplateZip.good().with(name, "echo evil"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal).hasMessageContaining("leads out of it");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith("evil")))
                    .isEmpty();
        }
    }

    @Test
    void a_symbolic_link_is_refused() throws Exception {
        Path archive =
                TemplateZip.good().with("graph/Tomcat/link", "/etc/passwd").writeTo(folder.resolve("l.zip"));
        UnixZip.setMode(archive, "graph/Tomcat/link", 0120777);
        assertThatThrownBy(() -> upload.read(archive))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("symbolic link");
        assertNothingIsLeft();
    }

    @Test
    void what_was_executable_stays_so() throws Exception {
        Path archive = TemplateZip.good().writeTo(folder.resolve("x.zip"));
        UnixZip.setMode(archive, "graph/Tomcat/scripts/start.sh", 0100755);
        RecipeManifest manifest =
                manifest(upload.read(archive).template().recipes().get("Tomcat"));
        assertThat(manifest.files()).extracting(RecipeManifest.File::executable).containsExactly(true);
    }

    @Test
    void an_archive_that_unpacks_to_very_much_is_refused() throws Exception {
        ManagerException refusal = refusal(TemplateZip.good().with("graph/Tomcat/files/zeros", new byte[3 << 20]));
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal).hasMessageContaining("zeros");
    }

    @Test
    void many_files_that_are_large_together_are_refused() throws Exception {
        TemplateZip zip = TemplateZip.good();
        for (int i = 0; i < 9; i++) {
            zip.with("graph/Tomcat/files/part-" + i, new byte[1 << 19]);
        }
        assertThat(refusal(zip)).hasMessageContaining("unpacks to more than 4 MiB");
    }

    @Test
    void too_many_entries_are_refused() throws Exception {
        TemplateZip zip = TemplateZip.good();
        for (int i = 0; i < 60; i++) {
            zip.with("graph/Tomcat/files/" + i, "");
        }
        assertThat(refusal(zip).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void a_stream_that_does_not_end_is_refused() throws Exception {
        assertThatThrownBy(() -> upload.receive(new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                }))
                .isInstanceOfSatisfying(
                        ManagerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertNothingIsLeft();
    }

    @Test
    void a_stream_is_received_as_it_is() throws Exception {
        byte[] content = "something".getBytes(StandardCharsets.UTF_8);
        assertThat(upload.receive(new ByteArrayInputStream(content))).hasBinaryContent(content);
    }

    @Test
    void a_template_without_graph_says_where_what_is_missing() throws Exception {
        ManagerException refusal =
                refusal(TemplateZip.good().without("graph/main.graph").without("graph/Tomcat/scripts/start.sh"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.problems()).isNotEmpty();
        assertThat(refusal.getMessage()).contains("main.graph");
    }

    @Test
    void errors_of_the_graph_come_with_file_and_line() throws Exception {
        ManagerException refusal = refusal(
                TemplateZip.good().with("graph/main.graph", "VM {\n  installer: target;\n  children: Unknown;\n}\n"));
        assertThat(refusal.problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("graph/main.graph");
            assertThat(problem.line()).isEqualTo(3);
        });
    }

    @Test
    void what_was_probably_not_meant_is_told_with_its_place() throws Exception {
        TemplateUpload.Result result =
                read(TemplateZip.good().with("graph/main.graph", GRAPH + "facet Web {\n  exports: port;\n}\n"));
        assertThat(result.warnings())
                .extracting(Problem::code, Problem::file, Problem::line, Problem::column)
                .containsExactly(
                        tuple("RM_MISSING_APPLICATION_DSL_ID", "descriptor/application.properties", 0, 0),
                        tuple("RM_ORPHAN_FACET", "graph/main.graph", 10, 7));
        assertThat(result.warnings().get(1).message()).contains("Web");
    }

    @Test
    void a_target_without_id_or_handler_is_refused() throws Exception {
        List<Problem> problems = refusal(TemplateZip.good().with("graph/VM/target.properties", "handler = memory\n"))
                .problems();
        assertThat(problems).extracting(Problem::code).containsExactly("REC_TARGET_NO_ID");
        assertThat(problems.get(0).file()).isEqualTo("graph/VM/target.properties");
        assertThat(refusal(TemplateZip.good().with("graph/VM/target.properties", "id = x\n"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("REC_TARGET_NO_HANDLER");
    }

    @Test
    void a_recipe_says_how_its_software_is_watched_over() throws Exception {
        TemplateZip zip = TemplateZip.good().with("graph/Tomcat/supervision.properties", "step-time-limit = 40m\n");
        assertThat(read(zip).template().supervision()).isEqualTo(Map.of("Tomcat", Map.of("step-time-limit", "40m")));
    }

    @Test
    void probes_come_with_the_recipes_of_those_that_they_are_about() throws Exception {
        String graph = GRAPH.replace("children: Tomcat", "children: Tomcat, Shop, Bare")
                + "\nShop {\n  extends: Tomcat;\n}\n\nBare {\n  installer: script;\n}\n";
        TemplateZip zip = TemplateZip.good()
                .with("graph/main.graph", graph)
                .with("probes/Tomcat.probes", "tcp {{ ip }}:{{ httpPort }}\n")
                .with("probes/Tomcat.measures", "[EVENT file full]\n{{ file }}\n")
                .with("probes/Tomcat.measures.properties", "file = /tmp/full\n")
                .with("probes/Shop.probes", "http http://{{ ip }}:{{ httpPort }}/shop\n")
                .with("probes/Bare.measures", "[EVENT file full]\n/tmp/full\n");
        Map<String, RecipeRef> recipes = read(zip).template().recipes();
        assertThat(paths(recipes.get("Tomcat")))
                .containsExactly(
                        ".roboconf/probes/Tomcat.measures",
                        ".roboconf/probes/Tomcat.measures.properties",
                        ".roboconf/probes/Tomcat.probes",
                        "scripts/start.sh");
        assertThat(paths(recipes.get("Shop")))
                .containsExactly(
                        ".roboconf/probes/Shop.probes",
                        ".roboconf/probes/Tomcat.measures",
                        ".roboconf/probes/Tomcat.measures.properties",
                        "scripts/start.sh");
        assertThat(paths(recipes.get("Bare"))).containsExactly(".roboconf/probes/Bare.measures");
    }

    private List<String> paths(RecipeRef recipe) throws Exception {
        return manifest(recipe).files().stream().map(RecipeManifest.File::path).toList();
    }

    @Test
    void a_probe_that_is_malformed_is_refused() throws Exception {
        assertThat(refusal(TemplateZip.good().with("probes/Tomcat.probes", "\ntcp {{ ip }}\n"))
                        .problems())
                .extracting(Problem::code, Problem::file, Problem::line)
                .containsExactly(tuple("REC_PROBE_INVALID_SYNTAX", "probes/Tomcat.probes", 2));
    }

    @Test
    void a_recipe_that_cannot_be_watched_over_as_it_says_is_refused() throws Exception {
        List<Problem> problems = refusal(TemplateZip.good()
                        .with("graph/Tomcat/supervision.properties", "step-time-limit = 40\nrestarts = 3\n"))
                .problems();
        assertThat(problems)
                .extracting(Problem::code, Problem::file)
                .containsOnly(tuple("REC_INVALID_SUPERVISION", "graph/Tomcat/supervision.properties"))
                .hasSize(2);
        assertThat(problems).extracting(Problem::message).anySatisfy(message -> assertThat(message)
                .contains("step-time-limit", "15m"));
    }

    @Test
    void of_several_targets_the_one_named_target_is_associated() throws Exception {
        TemplateZip several = TemplateZip.good().with("graph/VM/other.properties", "id = o\nhandler = memory\n");
        assertThat(read(several).template().targets()).containsEntry("@VM", "memory-vm");
        TemplateZip none = several.without("graph/VM/target.properties")
                .with("graph/VM/third.properties", "id = p\nhandler = memory\n");
        assertThat(read(none).template().targets()).isEmpty();
        assertThat(read(none).targets()).hasSize(2);
    }

    @Test
    void blobs_that_no_template_names_are_swept_away() throws Exception {
        TemplateUpload.Result kept = read(TemplateZip.good());
        TemplateUpload.Result dropped = read(TemplateZip.good().with("graph/Tomcat/scripts/start.sh", "other"));
        DmState state = new DmState();
        state.apply(new Change.PutTemplate(kept.template()));
        new RecipeSweep(blobs).sweep(state);
        assertThat(manifest(kept.template().recipes().get("Tomcat")).files())
                .allSatisfy(file -> assertThat(blobs.size(file.content())).isPresent());
        assertThat(blobs.size(dropped.template().recipes().get("Tomcat").manifest()))
                .isEmpty();
    }

    @Test
    void files_beside_a_target_come_with_it_but_not_those_of_another() throws Exception {
        StoredTarget target = read(TemplateZip.good()
                        .with("graph/VM/agent.script.sh", "exit 0\n")
                        .with("graph/VM/conf/motd", "welcome\n")
                        .with("graph/VM/local.dm.configure.script.sh", "exit 0\n")
                        .with("graph/VM/target/agent.script.sh", "exit 1\n")
                        .with("graph/VM/other.properties", "id = o\nhandler = memory\nname = O\n")
                        .with("graph/VM/other/agent.script.sh", "exit 2\n"))
                .targets()
                .stream()
                .filter(one -> one.id().equals("memory-vm"))
                .findFirst()
                .orElseThrow();

        assertThat(target.scripts().paths())
                .containsExactly("agent.script.sh", "conf/motd", "local.dm.configure.script.sh");
        RecipeManifest sent = manifest(target.scripts().forAgent());
        assertThat(sent.files()).extracting(RecipeManifest.File::path).containsExactly("agent.script.sh", "conf/motd");
        RecipeManifest.File own = sent.files().get(0);
        assertThat(new String(blobs.read(own.content(), 0, 100), StandardCharsets.UTF_8))
                .as("its own folder wins")
                .isEqualTo("exit 1\n");
    }

    @Test
    void what_targets_and_machines_name_is_not_swept_away() throws Exception {
        StoredTarget target = targets(new TemplateZip()
                        .with("cloud.properties", "id = c\nhandler = memory\n")
                        .with("cloud/agent.script.sh", "exit 0\n"))
                .get(0);
        DmState state = new DmState();
        state.apply(new Change.PutTarget(target));

        new RecipeSweep(blobs).sweep(state);

        assertThat(blobs.size(target.scripts().forAgent().manifest())).isPresent();
        assertThat(blobs.size(target.scripts().files().get(0).content())).isPresent();
    }

    private List<StoredTarget> targets(TemplateZip zip) throws IOException {
        List<StoredTarget> targets = upload.readTargets(zip.writeTo(folder.resolve("targets.zip")));
        assertNothingIsLeft();
        return targets;
    }

    @Test
    void an_archive_of_targets_has_properties_and_folders_of_the_same_names() throws Exception {
        List<StoredTarget> targets = targets(new TemplateZip()
                .with("cloud.properties", "id = c\nhandler = openstack\nname = Cloud \n")
                .with("cloud/conf/agent.script.sh", "exit 0\n")
                .with("here.properties", "id = h\nhandler = local\n"));

        assertThat(targets).extracting(StoredTarget::id).containsExactly("c", "h");
        assertThat(targets.get(0).properties())
                .containsEntry("name", "Cloud")
                .containsEntry("handler", "openstack")
                .doesNotContainKey("id");
        assertThat(targets.get(0).scripts().paths()).containsExactly("conf/agent.script.sh");
        assertThat(targets.get(1).scripts()).isNull();
    }

    @Test
    void all_that_is_wrong_in_an_archive_of_targets_is_named() throws Exception {
        Path archive = new TemplateZip()
                .with("cloud.properties", "handler = openstack\n")
                .with("clouds/agent.script.sh", "exit 0\n")
                .with("one.properties", "id = x\nhandler = local\n")
                .with("two.properties", "id = x\nhandler = local\n")
                .with("agent.script.sh", "exit 0\n")
                .writeTo(folder.resolve("targets.zip"));

        ManagerException refusal = catchThrowableOfType(ManagerException.class, () -> upload.readTargets(archive));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.problems())
                .extracting(Problem::file)
                .containsExactlyInAnyOrder("cloud.properties", "clouds", "two.properties", "agent.script.sh");
        assertThat(refusal.problems())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("there is no clouds.properties"))
                .anyMatch(message -> message.contains("add a line 'id = ...'"))
                .anyMatch(message -> message.contains("is that of one.properties too"))
                .anyMatch(message -> message.contains("put it into the folder"));
        Path empty = new TemplateZip().with("x/y/z", "").writeTo(folder.resolve("empty.zip"));
        assertThatThrownBy(() -> upload.readTargets(empty)).hasMessageContaining("belongs to no target");
    }
}

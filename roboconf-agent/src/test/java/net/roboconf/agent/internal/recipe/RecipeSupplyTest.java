package net.roboconf.agent.internal.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.host.SerialExecutor;
import net.roboconf.agent.internal.probe.ProbeFolder;
import net.roboconf.agent.internal.step.InstanceFolders;
import net.roboconf.agent.internal.step.PluginQuestions;
import net.roboconf.agent.internal.step.PluginRegistry;
import net.roboconf.agent.internal.step.PluginWaits;
import net.roboconf.agent.internal.step.StuckThreads;
import net.roboconf.agent.internal.testing.BlobServer;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakeMessaging;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class RecipeSupplyTest {

    private static final InstancePath SHOP = new InstancePath("/vm/shop");
    private static final MachineKey MACHINE = new MachineKey("vm-key");
    private static final int PIECE = BlobTransfer.PIECE;
    private static final Duration ANSWER = Duration.ofMillis(200);

    @TempDir
    Path data;

    private final AgentThreads threads = new AgentThreads();
    private final PluginRegistry plugins = new PluginRegistry(threads.timer(), Duration.ofSeconds(1));
    private final PluginWaits waits = new PluginWaits(plugins);
    private final StuckThreads stuck = new StuckThreads(threads::addSteps);
    private final BlobServer server = new BlobServer();
    private final BlockingQueue<AgentEvent> events = new LinkedBlockingQueue<>();
    private final List<FakeMessaging> channels = new CopyOnWriteArrayList<>();
    private InstanceFolders folders;
    private RecipeSupply supply;
    private long idle = 60_000;
    private boolean probing = true;
    private final AtomicInteger measures = new AtomicInteger();

    @BeforeEach
    void prepare() {
        folders = new InstanceFolders(data);
        plugins.add(
                new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 1),
                new FakePlugin("script").withOptionalSteps(Step.CHECK));
        plugins.listen(waits::pluginsChanged);
        supply = supply(20_000);
    }

    @AfterEach
    void end() {
        supply.close();
        threads.close();
    }

    private RecipeSupply supply(long limit) {
        return supply(limit, new BlobStore(data.resolve("blobs")));
    }

    private RecipeSupply supply(long limit, BlobStore store) {
        return new RecipeSupply(
                MACHINE,
                store,
                folders,
                plugins,
                new PluginQuestions(threads.timer(), ANSWER, ANSWER, stuck),
                waits,
                ear -> {
                    FakeMessaging channel = new FakeMessaging(new Participant.AgentBlobs(MACHINE, "app"), ear, server);
                    channels.add(channel);
                    threads.steps().execute(channel::connect);
                    return channel;
                },
                new MessageCodec(),
                new TransferTimes(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), 50, limit, idle),
                new RecipeSupply.Threads(threads.steps(), new SerialExecutor(threads.transfers()), threads.timer()),
                probing,
                measures::incrementAndGet);
    }

    private void fetch(RecipeRef recipe) {
        supply.fetch(new AgentEffect.FetchRecipe(SHOP, "Script", recipe), events::add);
    }

    private AgentEvent next() throws InterruptedException {
        return events.poll(30, TimeUnit.SECONDS);
    }

    private void becomesReady() throws InterruptedException {
        assertThat(next()).isEqualTo(new AgentEvent.RecipeReady(SHOP, Set.of(Step.CHECK)));
    }

    private String unavailable() throws InterruptedException {
        AgentEvent event = next();
        assertThat(event).isInstanceOf(AgentEvent.RecipeUnavailable.class);
        return ((AgentEvent.RecipeUnavailable) event).message();
    }

    private static byte[] text(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private RecipeRef probed() {
        return server.recipe(Map.of(
                "scripts/start.sh",
                text("start"),
                RecipeManifest.PROBES + "Shop.probes",
                text("tcp localhost:80"),
                RecipeManifest.PROBES + "Shop.measures",
                text("[EVENT file full]\nfull")));
    }

    @Test
    void probes_make_a_check_and_are_no_business_of_the_plugin() throws Exception {
        plugins.remove(1);
        List<Set<String>> seen = new CopyOnWriteArrayList<>();
        plugins.add(
                new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 2),
                new FakePlugin("script").readingOnly("scripts/").seeing(seen::add));
        fetch(probed());
        becomesReady();
        assertThat(inRecipe(".roboconf")).doesNotExist();
        assertThat(folders.probes(SHOP)).isDirectoryContaining("glob:**/Shop.probes");
        assertThat(new ProbeFolder(folders.probes(SHOP)).hasMeasures()).isTrue();
        assertThat(folders.probes(SHOP).resolve("plug-in-checks")).doesNotExist();
        assertThat(seen).containsExactly(Set.of("scripts/start.sh"));
        assertThat(measures).hasValue(1);
    }

    @Test
    void a_check_of_the_plugin_is_noted_beside_the_probes() throws Exception {
        fetch(probed());
        becomesReady();
        assertThat(folders.probes(SHOP).resolve("plug-in-checks")).exists();
    }

    @Test
    void probes_that_are_not_in_the_recipe_any_more_are_gone() throws Exception {
        fetch(probed());
        becomesReady();
        plugins.remove(1);
        plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 2), new FakePlugin("script"));
        fetch(server.recipe(Map.of("a", text("b"))));
        assertThat(next()).isEqualTo(new AgentEvent.RecipeReady(SHOP, Set.of()));
        assertThat(folders.probes(SHOP)).doesNotExist();
    }

    @Test
    void where_there_is_no_software_nothing_is_probed() throws Exception {
        plugins.remove(1);
        plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 2), new FakePlugin("script"));
        supply.close();
        probing = false;
        supply = supply(20_000);
        fetch(probed());
        assertThat(next()).isEqualTo(new AgentEvent.RecipeReady(SHOP, Set.of()));
        assertThat(folders.probes(SHOP)).doesNotExist();
        assertThat(measures).hasValue(0);
    }

    private Path inRecipe(String file) {
        return folders.recipe(SHOP).resolve(file);
    }

    @Test
    void the_files_of_a_recipe_come_into_its_folder() throws Exception {
        byte[] war = noise(3 * PIECE + 17);
        fetch(server.recipe(Map.of(
                "scripts/start.sh",
                text("#!/bin/sh\n"),
                "files/shop.war",
                war,
                "files/same.war",
                war,
                "files/empty",
                new byte[0],
                "files/exactly",
                noise(PIECE))));
        becomesReady();
        assertThat(inRecipe("scripts/start.sh")).hasContent("#!/bin/sh\n").isExecutable();
        assertThat(inRecipe("files/shop.war")).hasBinaryContent(war);
        assertThat(inRecipe("files/same.war")).hasBinaryContent(war);
        assertThat(Files.isExecutable(inRecipe("files/shop.war"))).isFalse();
        assertThat(inRecipe("files/empty")).isEmptyFile();
        assertThat(inRecipe("files/exactly")).hasBinaryContent(noise(PIECE));
        // One for the list, one for the script, four for the archive, one for the last.
        assertThat(server.answered()).isEqualTo(7);
    }

    @Test
    void without_a_recipe_there_are_no_files_and_nothing_is_asked() throws Exception {
        Files.createDirectories(folders.recipe(SHOP));
        Files.writeString(inRecipe("old"), "old");
        fetch(null);
        becomesReady();
        assertThat(folders.recipe(SHOP)).doesNotExist();
        assertThat(channels).isEmpty();
    }

    @Test
    void what_the_plugin_does_not_read_is_neither_fetched_nor_written() throws Exception {
        plugins.add(
                new ServiceOrigin("test-plugin", Version.emptyVersion, 1, 2),
                new FakePlugin("script").withOptionalSteps(Step.CHECK).readingOnly("scripts/"));
        fetch(server.recipe(Map.of("scripts/start.sh", text("1"), "files/shop.war", noise(PIECE))));
        becomesReady();
        assertThat(inRecipe("scripts/start.sh")).hasContent("1");
        assertThat(inRecipe("files")).doesNotExist();
        assertThat(server.answered()).as("the list, and the script").isEqualTo(2);
    }

    @Test
    void a_new_recipe_takes_the_place_of_the_old_one() throws Exception {
        fetch(server.recipe(Map.of("start.sh", text("1"), "old", text("2"))));
        becomesReady();
        fetch(server.recipe(Map.of("start.sh", text("3"))));
        becomesReady();
        assertThat(inRecipe("start.sh")).hasContent("3");
        assertThat(inRecipe("old")).doesNotExist();
        assertThat(folders.recipe(SHOP).getParent()).isDirectoryNotContaining("glob:**recipe.new*");
    }

    @Test
    void several_instances_share_one_transfer() throws Exception {
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", noise(5 * PIECE)));
        for (int i = 0; i < 10; i++) {
            InstancePath path = new InstancePath("/vm/shop-" + i);
            supply.fetch(new AgentEffect.FetchRecipe(path, "script", recipe), events::add);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(next()).isInstanceOf(AgentEvent.RecipeReady.class);
        }
        assertThat(server.answered()).isEqualTo(6);
        assertThat(channels).hasSize(1);
    }

    @Test
    void agents_that_share_a_store_fetch_a_recipe_once_between_them() throws Exception {
        SharedBlobs shared = new SharedBlobs();
        RecipeRef recipe = server.recipe(Map.of("start.sh", text("1"), "files/shop.war", noise(20 * PIECE)));
        List<RecipeSupply> supplies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            supplies.add(supply(20_000, shared.in(data.resolve("shared"))));
        }
        for (int i = 0; i < 20; i++) {
            InstancePath path = new InstancePath("/vm/shop-" + i);
            supplies.get(i).fetch(new AgentEffect.FetchRecipe(path, "script", recipe), events::add);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(next()).isInstanceOf(AgentEvent.RecipeReady.class);
        }
        for (int i = 0; i < 20; i++) {
            Path war = folders.recipe(new InstancePath("/vm/shop-" + i)).resolve("files/shop.war");
            assertThat(war).hasBinaryContent(noise(20 * PIECE));
        }
        // The list, the script, twenty pieces; a slow machine may have some of them asked for again.
        assertThat(channels.stream()
                        .flatMap(channel -> channel.sent(Call.class).stream())
                        .map(Call::question)
                        .distinct())
                .hasSize(22);
        assertThat(channels).as("the others need no second connection").hasSizeLessThan(20);
        supplies.forEach(RecipeSupply::close);
    }

    @Test
    void a_store_that_was_emptied_is_filled_again() throws Exception {
        RecipeRef recipe = server.recipe(Map.of("start.sh", text("1")));
        supply = supply(20_000, new SharedBlobs().in(data.resolve("shared")));
        fetch(recipe);
        becomesReady();
        InstanceFolders.deleteTree(data.resolve("shared"));
        fetch(recipe);
        becomesReady();
        assertThat(inRecipe("start.sh")).hasContent("1");
    }

    @Test
    void what_another_agent_was_cut_off_with_is_gone_on_with() throws Exception {
        SharedBlobs shared = new SharedBlobs();
        byte[] war = noise(30 * PIECE);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        server.fallSilentAfter(21);
        RecipeSupply cutOff = supply(20_000, shared.in(data.resolve("shared")));
        cutOff.fetch(new AgentEffect.FetchRecipe(SHOP, "script", recipe), events::add);
        Path part = data.resolve("shared").resolve(Sha256.of(war) + ".part");
        Eventually.holds("20 pieces", () -> part.toFile().length() == 20L * PIECE);
        supply = supply(20_000, shared.in(data.resolve("shared")));
        supply.fetch(new AgentEffect.FetchRecipe(new InstancePath("/vm/other"), "script", recipe), events::add);
        cutOff.close();
        assertThat(unavailable()).contains("ended");
        server.wakeUp();
        assertThat(next()).isInstanceOf(AgentEvent.RecipeReady.class);
        assertThat(folders.recipe(new InstancePath("/vm/other")).resolve("files/shop.war"))
                .hasBinaryContent(war);
        assertThat(channels.get(channels.size() - 1).sent(Call.class).stream()
                        .map(call -> (Call.ReadBlob) call.question()))
                .allMatch(question -> question.offset() >= 20L * PIECE);
    }

    @Test
    void answers_that_are_lost_are_asked_for_again() throws Exception {
        byte[] war = noise(20 * PIECE);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        server.ignoreNext(5);
        fetch(recipe);
        becomesReady();
        assertThat(inRecipe("files/shop.war")).hasBinaryContent(war);
    }

    @Test
    void no_more_than_the_window_is_under_way() throws Exception {
        byte[] war = noise(40 * PIECE);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        server.fallSilentAfter(1);
        fetch(recipe);
        Eventually.holds("a window of questions", () -> server.asked() >= 1 + BlobTransfer.WINDOW);
        // Further ones only repeat these.
        Eventually.holds("all asked again", () -> server.asked() >= 1 + 2 * BlobTransfer.WINDOW);
        assertThat(channels.get(0).sent(Call.class).stream()
                        .map(call -> call.question())
                        .distinct())
                .hasSize(1 + BlobTransfer.WINDOW);
        server.wakeUp();
        becomesReady();
    }

    @Test
    void a_connection_that_is_lost_in_the_middle_only_delays() throws Exception {
        byte[] war = noise(30 * PIECE);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        server.fallSilentAfter(10);
        fetch(recipe);
        Eventually.holds("the middle", () -> server.answered() == 10);
        channels.get(0).disconnect("broker restarted");
        server.wakeUp();
        channels.get(0).connect();
        becomesReady();
        assertThat(inRecipe("files/shop.war")).hasBinaryContent(war);
    }

    @Test
    void what_came_damaged_once_is_fetched_again() throws Exception {
        byte[] war = noise(3 * PIECE);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war, "start.sh", text("1")));
        AtomicInteger answers = new AtomicInteger();
        server.twist(answer -> answers.incrementAndGet() == 3 ? damaged(answer) : answer);
        fetch(recipe);
        becomesReady();
        assertThat(inRecipe("files/shop.war")).hasBinaryContent(war);
    }

    @Test
    void what_always_comes_damaged_is_unavailable() throws Exception {
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", noise(3 * PIECE)));
        AtomicInteger answers = new AtomicInteger();
        server.twist(answer -> answers.incrementAndGet() > 1 ? damaged(answer) : answer);
        fetch(recipe);
        assertThat(unavailable()).contains("another content than its name promises");
        assertThat(inRecipe("files/shop.war")).doesNotExist();
    }

    private static Reply.Answer damaged(Reply.Answer answer) {
        Reply.BlobChunk chunk = (Reply.BlobChunk) answer;
        byte[] bytes = chunk.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        return new Reply.BlobChunk(chunk.blob(), chunk.offset(), chunk.total(), bytes);
    }

    @Test
    void a_piece_of_another_length_is_refused() throws Exception {
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", noise(100)));
        server.twist(answer -> {
            Reply.BlobChunk chunk = (Reply.BlobChunk) answer;
            return new Reply.BlobChunk(chunk.blob(), chunk.offset(), chunk.total(), new byte[7]);
        });
        fetch(recipe);
        assertThat(unavailable()).contains("another piece than was asked for");
    }

    @Test
    void a_list_of_files_that_is_too_long_is_refused() throws Exception {
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", noise(100)));
        server.twist(answer -> {
            Reply.BlobChunk chunk = (Reply.BlobChunk) answer;
            return new Reply.BlobChunk(chunk.blob(), chunk.offset(), 1L << 40, chunk.bytes());
        });
        fetch(recipe);
        assertThat(unavailable()).contains("1099511627776 bytes, more than the 8388608");
    }

    @Test
    void a_file_that_the_deployment_manager_does_not_have_is_named() throws Exception {
        byte[] war = noise(100);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        server.lose(Sha256.of(war));
        fetch(recipe);
        assertThat(unavailable()).contains("refused").contains(Sha256.of(war).value());
        server.add(war);
        fetch(recipe);
        becomesReady();
    }

    @Test
    void a_deployment_manager_that_never_answers_is_given_up() throws Exception {
        supply = supply(300);
        server.fallSilentAfter(0);
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        assertThat(unavailable()).contains("has not answered");
    }

    @Test
    void a_transfer_goes_on_where_an_earlier_agent_was_cut_off() throws Exception {
        byte[] war = noise(30 * PIECE);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        server.fallSilentAfter(21);
        fetch(recipe);
        Path part = data.resolve("blobs").resolve(Sha256.of(war) + ".part");
        Eventually.holds("20 pieces", () -> part.toFile().length() == 20L * PIECE);
        supply.close();
        assertThat(unavailable()).contains("ended");
        server.wakeUp();
        supply = supply(20_000);
        fetch(recipe);
        becomesReady();
        assertThat(inRecipe("files/shop.war")).hasBinaryContent(war);
        List<Call.ReadBlob> questions = channels.get(channels.size() - 1).sent(Call.class).stream()
                .map(call -> (Call.ReadBlob) call.question())
                .toList();
        assertThat(questions).allMatch(question -> question.offset() >= 20L * PIECE);
    }

    @Test
    void a_stored_file_that_the_disk_has_damaged_is_fetched_again() throws Exception {
        byte[] war = noise(1_000);
        RecipeRef recipe = server.recipe(Map.of("files/shop.war", war));
        fetch(recipe);
        becomesReady();
        Files.write(data.resolve("blobs").resolve(Sha256.of(war).value()), noise(999));
        fetch(recipe);
        becomesReady();
        assertThat(inRecipe("files/shop.war")).hasBinaryContent(war);
    }

    @Test
    void a_list_that_is_no_list_is_refused_and_not_kept() throws Exception {
        Sha256 nonsense = server.add(text("[1, 2]"));
        fetch(new RecipeRef(nonsense, 1));
        assertThat(unavailable()).contains("list of the recipe's files");
        assertThat(data.resolve("blobs").resolve(nonsense.value())).doesNotExist();
    }

    @Test
    void a_full_or_forbidden_disk_is_named() throws Exception {
        Files.writeString(data.resolve("blobs"), "a file in the way");
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        assertThat(unavailable()).contains("/vm/shop").contains("cannot be written");
    }

    @Test
    void it_waits_for_its_plugin_to_tell_which_steps_the_recipe_has() throws Exception {
        RecipeRef recipe = server.recipe(Map.of("manifests/init.pp", text("1")));
        supply.fetch(new AgentEffect.FetchRecipe(SHOP, "puppet", recipe), events::add);
        Eventually.holds("the list is there", () -> server.answered() == 1);
        assertThat(events).isEmpty();
        plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 2), new FakePlugin("puppet"));
        assertThat(next()).isEqualTo(new AgentEvent.RecipeReady(SHOP, Set.of()));
    }

    private void newerPlugin(FakePlugin plugin) {
        plugins.add(new ServiceOrigin("odd-plugin", Version.parseVersion("2.1"), 0, 2), plugin);
    }

    @Test
    void a_plugin_that_throws_makes_the_recipe_unavailable_and_is_named() throws Exception {
        newerPlugin(new FakePlugin("script").withOptionalSteps(() -> {
            throw new NoSuchMethodError("Recipe.names()");
        }));
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        assertThat(unavailable())
                .isEqualTo("The plug-in odd-plugin 2.1.0 failed: java.lang.NoSuchMethodError: Recipe.names()");
    }

    @Test
    void a_plugin_that_answers_nothing_makes_the_recipe_unavailable_and_is_named() throws Exception {
        newerPlugin(new FakePlugin("script").withOptionalSteps(() -> null));
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        assertThat(unavailable()).isEqualTo("The plug-in odd-plugin 2.1.0 answered nothing");
    }

    @Test
    void a_plugin_that_takes_too_long_is_interrupted_and_named() throws Exception {
        newerPlugin(new FakePlugin("script").withOptionalSteps(() -> {
            try {
                new CountDownLatch(1).await();
                return Set.of();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        assertThat(unavailable()).startsWith("The plug-in odd-plugin 2.1.0 did not answer within");
        assertThat(stuck.counts()).isEmpty();
    }

    @Test
    void a_plugin_that_does_not_come_back_is_given_up_counted_and_not_heard_later() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        newerPlugin(new FakePlugin("script").withOptionalSteps(() -> {
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    // That is the point.
                }
            }
            return Set.of(Step.CHECK);
        }));
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        assertThat(unavailable()).contains("odd-plugin 2.1.0").contains("has not returned since it was told to");
        assertThat(stuck.counts()).hasToString("{odd-plugin 2.1.0=1}");
        release.countDown();
        Eventually.holds("no thread is stuck", () -> stuck.counts().isEmpty());
        plugins.remove(2);
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        becomesReady();
        assertThat(events).isEmpty();
    }

    @Test
    void the_side_channel_is_closed_when_it_is_not_used() throws Exception {
        idle = 20;
        supply = supply(20_000);
        fetch(server.recipe(Map.of("start.sh", text("1"))));
        becomesReady();
        Eventually.holds("closed", () -> channels.get(0).isClosed());
        fetch(server.recipe(Map.of("start.sh", text("2"))));
        becomesReady();
        assertThat(channels).hasSizeGreaterThan(1);
    }

    @Test
    void answers_from_anybody_else_are_not_heard() throws IOException, InterruptedException {
        RecipeRef recipe = server.recipe(Map.of("start.sh", text("1")));
        server.fallSilentAfter(0);
        fetch(recipe);
        // The server counts a question before its channel remembers it.
        Eventually.holds(
                "a question", () -> server.asked() > 0 && channels.get(0).last(Call.class) != null);
        Call call = channels.get(0).last(Call.class);
        channels.get(0).deliver(new Reply(call.id(), MACHINE, new Reply.Refused("I am the boss")), "other-machine");
        server.wakeUp();
        becomesReady();
    }
}

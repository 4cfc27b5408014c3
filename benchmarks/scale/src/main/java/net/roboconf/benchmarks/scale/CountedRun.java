package net.roboconf.benchmarks.scale;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.state.TemplateId;
import net.roboconf.dm.internal.store.FileBlobs;
import net.roboconf.dm.internal.upload.ArchiveLimits;
import net.roboconf.dm.internal.upload.TemplateUpload;

/**
 * Deploys an application of a {@link Shape} on virtual time, where nothing depends on the machine that this runs on, and
 * counts what it costs.
 */
final class CountedRun {

    /** When machines boot, relative to each other. */
    enum Arrival {
        /** All at the same moment, all equally fast. */
        TOGETHER,
        /** Within two seconds, with wires and steps of different lengths. */
        MIXED,
        /** One after the other: each is started before the next boots. */
        ONE_BY_ONE
    }

    /** The whole must be over after this much virtual time, in milliseconds. */
    private static final long LIMIT = 3_600_000;

    private static final TemplateId TEMPLATE = new TemplateId(Shape.NAME, Shape.VERSION);

    private final Shape shape;
    private final int n;
    private final VirtualTimeline time = new VirtualTimeline();
    private final VirtualManager manager;

    private CountedRun(Shape shape, int n, Arrival arrival, long seed) {
        this.shape = shape;
        this.n = n;
        manager = new VirtualManager(time, pace(arrival, seed));
    }

    /**
     * What it cost until all was started and quiet.
     *
     * @param milliseconds of virtual time until all was started
     * @param traffic all messages
     * @param steps all steps of recipes
     * @param changes what the Deployment Manager stored, by kind
     */
    record Costs(long milliseconds, Traffic traffic, Map<Step, Long> steps, Map<String, Long> changes) {

        long begun(Step step) {
            return steps.getOrDefault(step, 0L);
        }
    }

    /** The costs of the first deployment. */
    static Costs deploy(Shape shape, int n, Arrival arrival, long seed) throws IOException {
        CountedRun run = new CountedRun(shape, n, arrival, seed);
        run.upload();
        return run.deploy();
    }

    /** What the Deployment Manager stores from the order to stop one server of those that run until it has stopped. */
    static long changesOfOne(Shape shape, int n) throws IOException {
        CountedRun run = new CountedRun(shape, n, Arrival.TOGETHER, 1);
        run.upload();
        run.deploy();
        long before = sum(run.manager.changes());
        run.manager.ask(new Command.ChangeState(Shape.NAME, Shape.firstServer(n), InstanceState.DEPLOYED_STOPPED));
        run.time.pass(15_000);
        return sum(run.manager.changes()) - before;
    }

    private static long sum(Map<String, Long> changes) {
        return changes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Machines.Pace pace(Arrival arrival, long seed) {
        Random random = new Random(seed);
        return switch (arrival) {
            case TOGETHER -> Machines.Pace.AT_ONCE;
            case MIXED ->
                new Machines.Pace() {
                    @Override
                    public long boot() {
                        return random.nextInt(2_000);
                    }

                    @Override
                    public long wire() {
                        return 1 + random.nextInt(10);
                    }

                    @Override
                    public long step() {
                        return random.nextInt(200);
                    }
                };
            case ONE_BY_ONE ->
                new Machines.Pace() {
                    private long boots;

                    @Override
                    public long boot() {
                        return 1_000 * boots++;
                    }

                    @Override
                    public long wire() {
                        return 1;
                    }
                };
        };
    }

    private void upload() throws IOException {
        Path folder = Files.createTempDirectory("roboconf-fleet");
        try {
            TemplateUpload uploads = new TemplateUpload(
                    folder.resolve("unpacking"), new FileBlobs(folder.resolve("blobs")), ArchiveLimits.DEFAULT);
            TemplateUpload.Result read =
                    uploads.read(uploads.receive(new ByteArrayInputStream(shape.archive(n, VirtualManager.HANDLER))));
            manager.ask(new Command.AddTemplate(read.template(), read.targets()));
        } finally {
            TemplateUpload.delete(folder);
        }
        manager.ask(new Command.CreateApplication(Shape.NAME, TEMPLATE, ""));
    }

    private Costs deploy() {
        Traffic before = manager.machines().traffic().copy();
        Map<String, Long> changesBefore = new TreeMap<>(manager.changes());
        long began = time.now();
        manager.ask(new Command.ChangeAll(Shape.NAME, null, Command.Bulk.DEPLOY_AND_START));
        int expected = shape.size(n) - shape.machines(n);
        time.until(() -> manager.started() == expected, LIMIT, expected + " instances are started");
        final long took = time.now() - began;
        // What is under way comes to its end; repairs, if there are any, come with the second heartbeat.
        time.pass(15_000);
        Map<String, Long> changes = new TreeMap<>();
        manager.changes().forEach((kind, count) -> changes.put(kind, count - changesBefore.getOrDefault(kind, 0L)));
        return new Costs(
                took,
                manager.machines().traffic().since(before),
                new TreeMap<>(manager.machines().steps().all()),
                changes);
    }
}

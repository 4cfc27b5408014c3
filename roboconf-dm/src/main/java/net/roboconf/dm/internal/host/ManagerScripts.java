package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.target.scripts.TargetFiles;
import net.roboconf.core.target.scripts.TargetScripts;
import net.roboconf.dm.internal.engine.TargetCall;
import net.roboconf.dm.internal.store.BlobStore;
import net.roboconf.dm.internal.upload.TemplateUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scripts of targets on this host: those that are to be run once a machine is there. Each machine has a folder
 * for them, which is deleted when they have succeeded or the machine goes. They run on threads of their own: they may take
 * longer than any call of a target.
 */
public final class ManagerScripts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerScripts.class);

    private static final int PIECE = 1 << 16;

    private final Path folder;
    private final BlobStore blobs;
    private final TargetScripts scripts;
    private final Map<MachineKey, Future<?>> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            NamedThreads.daemon("roboconf-dm-scripts"));

    /**
     * Runs nothing yet.
     *
     * @param folder where the files are written; made when needed
     * @param blobs have their contents
     */
    public ManagerScripts(Path folder, BlobStore blobs, TargetScripts scripts) {
        this.folder = folder;
        this.blobs = blobs;
        this.scripts = scripts;
    }

    /** Does something about a machine on a thread of its own, after which nothing is to be ended here. */
    void begin(MachineKey machine, Runnable work) {
        running.put(machine, threads.submit(work));
    }

    /**
     * Runs the scripts for a machine; blocks.
     *
     * @param agent what the machine's agent is told
     * @param address of the machine; empty while nobody knows it
     * @param owner names the store
     * @throws StepFailure when one failed; with what to do
     */
    void run(TargetCall call, AgentSettings agent, String address, String owner)
            throws StepFailure, IOException, InterruptedException {
        Path own = folder.resolve(call.key().value());
        Path files = own.resolve("files");
        TemplateUpload.delete(files);
        Files.createDirectories(files);
        for (RecipeManifest.File file : call.scripts().files()) {
            write(file, files);
        }
        UnaryOperator<String> masked = mask(call.account().password());
        String who = call.application() + call.path();
        try {
            scripts.run(
                    files,
                    call.scripts().paths(),
                    TargetFiles::isRunByManager,
                    Map.of(
                            "IP_ADDRESS", address,
                            "APPLICATION_NAME", call.application(),
                            "SCOPED_INSTANCE_PATH", call.path().value(),
                            "DOMAIN", owner,
                            "USER_DATA", UserData.of(agent, List.of())),
                    mark(call.key()),
                    own.resolve("memory"),
                    line -> LOG.info("Scripts of the target of {}: {}", who, masked.apply(line)));
        } catch (StepFailure e) {
            throw new StepFailure(
                    e.reason(),
                    e.exitCode(),
                    masked.apply(e.getMessage())
                            + "; the machine exists: mend what keeps the script from succeeding and retry, or undeploy"
                            + " the machine to have another one made with other scripts",
                    e);
        }
        TemplateUpload.delete(own);
    }

    private void write(RecipeManifest.File file, Path files) throws IOException {
        Path place = files.resolve(file.path());
        Files.createDirectories(place.getParent());
        try (OutputStream out = Files.newOutputStream(place)) {
            for (long at = 0; at < file.size(); ) {
                byte[] piece = blobs.read(file.content(), at, PIECE);
                if (piece.length == 0) {
                    throw new IOException("The file " + file.path() + " of the target is cut off in the store");
                }
                out.write(piece);
                at += piece.length;
            }
        }
        Files.setPosixFilePermissions(
                place, PosixFilePermissions.fromString(file.executable() ? "rwx------" : "rw-------"));
    }

    /** What a script prints may hold the password of the agent's account, which is in its environment. */
    private static UnaryOperator<String> mask(String password) {
        return text -> password.isEmpty() ? text : text.replace(password, "***");
    }

    /** The machine goes, or is called for another reason: ends what runs for it. */
    void end(MachineKey machine) {
        Optional.ofNullable(running.remove(machine)).ifPresent(run -> run.cancel(true));
    }

    /** The machine goes: ends what an earlier process has left running for it, and deletes its files. */
    void forget(MachineKey machine) {
        Path own = folder.resolve(machine.value());
        try {
            if (Files.exists(own)) {
                scripts.abandon(mark(machine), own.resolve("memory"));
                TemplateUpload.delete(own);
            }
        } catch (IOException e) {
            LOG.warn(
                    "What scripts have left for the machine {} in {} could not be ended: {}",
                    machine,
                    own,
                    e.toString());
        }
    }

    private static Mark mark(MachineKey machine) {
        return new Mark("ROBOCONF_STEP_ID", "target-scripts-" + machine.value());
    }

    /** Ends all that runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

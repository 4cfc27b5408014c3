package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.osgi.UnusedExtension;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.scripts.TargetScripts;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.store.BlobStore;
import net.roboconf.dm.internal.store.FileBlobs;
import net.roboconf.dm.internal.store.PrivateFolder;
import net.roboconf.dm.internal.store.Seal;
import net.roboconf.dm.internal.store.SharedStore;
import net.roboconf.dm.internal.store.SqliteStore;
import net.roboconf.dm.internal.store.StoreOpener;
import net.roboconf.dm.internal.upload.ArchiveLimits;
import net.roboconf.dm.internal.upload.RecipeSweep;
import net.roboconf.dm.internal.upload.TemplateUpload;

/** A whole Deployment Manager on a folder of data, without OSGi. Safe for use by many threads. */
public final class DeploymentManager implements AutoCloseable {

    private final DmHost host;
    private final DmService service;

    /**
     * Begins to work.
     *
     * @param data where everything is kept: {@code store}, {@code blobs}, {@code unpacking}, {@code scripts}; made when missing
     * @throws IOException when the folder cannot be used
     */
    public static DeploymentManager open(Path data, DmTuning tuning) throws IOException {
        return open(data, tuning, () -> SqliteStore.open(data.resolve("store")));
    }

    /** The same with the key of the store in another place than beside it. */
    public static DeploymentManager open(Path data, DmTuning tuning, Seal seal) throws IOException {
        return open(data, tuning, () -> SqliteStore.open(data.resolve("store"), seal));
    }

    /** The same with a store of another kind, and the files of recipes in the folder. */
    public static DeploymentManager open(Path data, DmTuning tuning, StoreOpener opener) throws IOException {
        PrivateFolder.make(data);
        return open(data, tuning, opener, new FileBlobs(data.resolve("blobs")));
    }

    /** The same with all that lasts in a database that others use too: in the folder is what is being unpacked. */
    public static DeploymentManager open(Path data, DmTuning tuning, SharedStore shared) throws IOException {
        return open(data, tuning, shared, shared.blobs());
    }

    private static DeploymentManager open(Path data, DmTuning tuning, StoreOpener opener, BlobStore blobs)
            throws IOException {
        PrivateFolder.make(data);
        TemplateUpload uploads = new TemplateUpload(data.resolve("unpacking"), blobs, ArchiveLimits.DEFAULT);
        RecipeSweep sweep = new RecipeSweep(blobs);
        ManagerScripts scripts = new ManagerScripts(data.resolve("scripts"), blobs, TargetScripts.ofThisHost());
        AtomicBoolean swept = new AtomicBoolean();
        DmHost host = new DmHost(tuning, opener, blobs, scripts, state -> {
            // Later, an upload may be under way whose recipes no stored template names yet.
            if (swept.compareAndSet(false, true)) {
                sweep.sweep(state);
            }
        });
        DmService service = new DmService(host, uploads, Clock.SYSTEM);
        host.start();
        return new DeploymentManager(host, service);
    }

    private DeploymentManager(DmHost host, DmService service) {
        this.host = host;
        this.service = service;
    }

    /** What people use. */
    public Manager manager() {
        return service;
    }

    /** A target is installed that is known to be well-behaved: it is asked on this thread. */
    public void add(Target target) {
        add(InstalledTarget.of(target));
    }

    /** A target is installed. Returns at once. */
    public void add(InstalledTarget target) {
        host.add(target);
    }

    /** A target is taken away. Returns at once. */
    public void remove(InstalledTarget target) {
        host.remove(target);
    }

    /** From now on these extensions are installed and not used. Returns at once. */
    public void unused(List<UnusedExtension> extensions) {
        host.unused(extensions);
    }

    /**
     * Uses this messaging from now on. Returns at once.
     *
     * @param choice what was decided
     * @param changed told of what is opened, and of null when it is closed, on one thread of this
     */
    public void useMessaging(MessagingChoice.Decision choice, Consumer<Messaging> changed) {
        host.useMessaging(choice, changed);
    }

    /** Ends all threads. Agents and machines go on. Never throws. */
    @Override
    public void close() {
        service.close();
        host.close();
    }
}

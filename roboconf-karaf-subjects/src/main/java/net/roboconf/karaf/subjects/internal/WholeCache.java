package net.roboconf.karaf.subjects.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceEvent;

/**
 * Marks the framework's storage as whole as soon as all bundles of the first start are installed. Karaf installs them only
 * into an empty storage: one that was killed meanwhile would lack the others for ever, so that {@code bin/karaf} throws away
 * a storage without the mark. A Karaf with features says when it has installed those of its start; one without has all
 * bundles at its last start level.
 */
final class WholeCache implements FrameworkListener, AllServiceListener {

    /** The service by which Karaf says that the features of its start are installed. */
    static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    /** The name of the mark; {@code bin/karaf} looks for it. */
    static final String MARK = "roboconf.whole";

    private final Path storage;
    private final int last;
    private final IntSupplier level;

    /**
     * @param storage the framework's
     * @param last the start level that is reached when all bundles are installed and started
     * @param level the present start level
     */
    WholeCache(Path storage, int last, IntSupplier level) {
        this.storage = storage;
        this.last = last;
        this.level = level;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED && level.getAsInt() >= last) {
            mark();
        }
    }

    /** Of {@link #BOOT_FINISHED} alone. */
    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            mark();
        }
    }

    void mark() {
        Path mark = storage.resolve(MARK);
        try {
            if (!Files.exists(mark)) {
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The next start will install all bundles anew: no file " + mark, e);
        }
    }
}

package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import net.roboconf.karaf.install.internal.Extensions.Row;
import net.roboconf.karaf.install.internal.Extensions.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs and uninstalls extensions of one kind, and tells people what has become of it. */
final class Installation {

    /** It cannot be done; the message is for people. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final String JAR = ".jar";
    private static final long LOOK_MILLIS = 50;

    /** A bundle that starts looks for a moment like one that does not: what is not used must be so for this long. */
    private static final long SETTLING_NANOS = 700_000_000;

    private final Extensions extensions;
    private final DeployFolder deploy;
    private final String word;
    private final long patience;

    /** @param patience how long something may take to come and go, in milliseconds */
    Installation(Extensions extensions, DeployFolder deploy, long patience) {
        this.extensions = extensions;
        this.deploy = deploy;
        this.word = extensions.kind().word();
        this.patience = patience;
    }

    /** Whether this names a jar, and no extension of the distribution. */
    static boolean isJar(String given) {
        return given.endsWith(JAR) || given.contains("/");
    }

    /**
     * Installs one that the distribution brings.
     *
     * @return what to tell
     */
    String install(String name) throws RefusedException, InterruptedException {
        Bundle there = extensions.bundle(name);
        if (there != null && there.getState() == Bundle.ACTIVE) {
            return "The " + word + " " + name + " is installed already" + state(extensions.row(there)) + ".";
        }
        try {
            Collection<String> offered =
                    extensions.offers().list(extensions.kind()).keySet();
            if (!offered.contains(name)) {
                throw unknown(name, "this distribution brings", offered);
            }
            extensions.offers().install(extensions.kind(), name);
        } catch (RefusedException e) {
            throw e;
        } catch (Exception e) {
            Bundle bundle = extensions.bundle(name);
            throw new RefusedException(
                    "The " + word + " " + name + " cannot be used: "
                            + (bundle == null ? rootOf(e) : why(extensions.row(bundle), e)),
                    e);
        }
        Settling settling = new Settling();
        await(() -> settling.isOver(extensions.bundle(name)));
        return told(name, extensions.bundle(name));
    }

    private RefusedException unknown(String name, String what, Collection<String> existing) {
        List<String> near = NearNames.of(name, existing);
        return new RefusedException(
                "There is no " + word + " '" + name + "'. "
                        + (near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ")
                        + "What " + what + ": " + Extensions.list(new TreeSet<>(existing))
                        + ". A jar of your own is installed by its path",
                null);
    }

    /**
     * Installs a jar, through the folder {@code deploy}.
     *
     * @return what to tell
     */
    String install(Path jar) throws RefusedException, InterruptedException {
        if (!Files.isRegularFile(jar)) {
            throw new RefusedException("There is no file " + jar, null);
        }
        if (!jar.getFileName().toString().endsWith(JAR)) {
            throw new RefusedException(jar + " is no jar: the name of a bundle ends with " + JAR, null);
        }
        JarIdentity identity = JarIdentity.of(jar);
        if (identity == null) {
            throw new RefusedException(
                    jar + " is no bundle: there is no Bundle-SymbolicName in its META-INF/MANIFEST.MF", null);
        }
        Bundle replaced = deploy.bundleOf(jar);
        Bundle same = extensions.same(identity);
        if (same != null && !same.equals(replaced)) {
            throw new RefusedException(
                    "The bundle " + identity + " is installed already" + state(extensions.row(same))
                            + ". Uninstall it before, or give yours another Bundle-Version",
                    null);
        }
        long modified = replaced == null ? 0 : replaced.getLastModified();
        try {
            deploy.put(jar);
        } catch (IOException e) {
            throw new RefusedException("The jar cannot be copied to " + deploy.folder() + ": " + e, e);
        }
        Settling settling = new Settling();
        await(() -> {
            Bundle come = deploy.bundleOf(jar);
            return come != null && come.getLastModified() > modified && (isIdle(come) || settling.isOver(come));
        });
        Bundle bundle = deploy.bundleOf(jar);
        if (bundle != null && isExtension(bundle) && bundle.getState() == Bundle.ACTIVE) {
            return told(extensions.row(bundle).name(), bundle);
        }
        String why = bundle == null
                ? "Karaf does not install it within " + patience / 1_000 + " s; data/log/karaf.log may say why"
                : isExtension(bundle)
                        ? extensions.row(bundle).detail()
                        : "it is no " + word + ": it neither declares "
                                + extensions.kind().capability() + " nor imports "
                                + extensions.kind().service();
        if (replaced != null) {
            throw new RefusedException(
                    "The bundle " + identity + ", which is in the place of another now, cannot be used: " + why, null);
        }
        remove(jar);
        throw new RefusedException("The bundle " + identity + " cannot be used and was taken away again: " + why, null);
    }

    /** Whether it runs and is nothing that could be used. */
    private boolean isIdle(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE && !isExtension(bundle);
    }

    private boolean isExtension(Bundle bundle) {
        return extensions.installed().containsValue(bundle);
    }

    private void remove(Path jar) throws RefusedException, InterruptedException {
        try {
            deploy.delete(jar);
        } catch (IOException e) {
            throw new RefusedException(deploy.place(jar) + " cannot be deleted: " + e, e);
        }
        await(() -> deploy.bundleOf(jar) == null);
    }

    /**
     * Uninstalls one, wherever it came from.
     *
     * @return what to tell
     */
    String uninstall(String name) throws RefusedException, InterruptedException {
        Bundle bundle = extensions.bundle(name);
        if (bundle == null) {
            throw unknown(name, "is installed", extensions.installed().keySet());
        }
        Path file = deploy.source(bundle);
        try {
            if (file != null) {
                remove(file);
            } else if (extensions.offers().isInstalled(extensions.kind(), name)) {
                extensions.offers().uninstall(extensions.kind(), name);
            } else {
                bundle.uninstall();
            }
        } catch (RefusedException e) {
            throw e;
        } catch (Exception e) {
            throw new RefusedException("The " + word + " " + name + " cannot be uninstalled: " + rootOf(e), e);
        }
        await(() -> bundle.getState() == Bundle.UNINSTALLED);
        Bundle other = extensions.bundle(name);
        return "The " + word + " " + name + " " + bundle.getVersion() + " is uninstalled."
                + (other == null
                        ? " What needs it says so, and goes on when it is installed again."
                        : " Version " + other.getVersion() + " of it is there still.");
    }

    /** Waits until a bundle is used, or is not and will not be by itself. */
    private final class Settling {

        private Row last;
        private long since;

        boolean isOver(Bundle bundle) {
            BundleStartLevel level = bundle == null ? null : bundle.adapt(BundleStartLevel.class);
            if (level == null || !level.isPersistentlyStarted()) {
                return false;
            }
            Row row = extensions.row(bundle);
            if (!row.equals(last)) {
                last = row;
                since = System.nanoTime();
            }
            return row.state() == State.USED || row.settled() && System.nanoTime() - since > SETTLING_NANOS;
        }
    }

    private String told(String name, Bundle bundle) throws RefusedException {
        Row row = bundle == null ? null : extensions.row(bundle);
        if (row == null || row.state() != State.USED) {
            throw new RefusedException(
                    "The " + word + " " + name + " is installed, but not used: " + why(row, null), null);
        }
        return "The " + word + " " + row.name() + " " + row.version() + " is installed" + state(row) + ".";
    }

    private String state(Row row) {
        return row.state() == State.USED
                ? " and used for " + row.detail()
                : row.detail().isEmpty() ? "" : ", but not used: " + row.detail();
    }

    private String why(Row row, Exception thrown) {
        if (row != null && !row.detail().isEmpty()) {
            return row.detail();
        }
        return thrown == null
                ? "it has not come up within " + patience / 1_000 + " s; data/log/karaf.log may say why"
                : rootOf(thrown);
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience * 1_000_000;
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}

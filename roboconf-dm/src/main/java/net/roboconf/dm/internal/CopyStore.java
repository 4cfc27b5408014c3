package net.roboconf.dm.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import net.roboconf.dm.internal.store.PostgresDatabase;
import net.roboconf.dm.internal.store.Seal;
import net.roboconf.dm.internal.store.StoreCopy;
import net.roboconf.dm.internal.store.StoreException;

/**
 * What {@code bin/copy-store} of the distribution runs, without Karaf: copies the embedded store of this installation into
 * the PostgreSQL database that its configuration names.
 */
public final class CopyStore {

    private CopyStore() {}

    /**
     * Copies, and tells people.
     *
     * @param args the folder of the installation
     */
    public static void main(String[] args) {
        System.exit(run(Path.of(args[0]), System.out, System.err));
    }

    /** @return 0 when all was copied, 1 when nothing was */
    static int run(Path home, PrintStream out, PrintStream err) {
        Path file = home.resolve("etc").resolve(DmConfiguration.PID + ".cfg");
        try {
            DmConfiguration configuration = read(file);
            PostgresDatabase database = configuration.database();
            if (database == null) {
                throw new IllegalArgumentException("store = embedded: it is copied into the database that " + file
                        + " names; write there store = postgresql, store.url and so on first");
            }
            Path data = home.resolve(configuration.data() == null ? "data/roboconf" : configuration.data());
            out.println("Copying the store in " + data + " into " + database);
            Path key = configuration.keyFile() == null
                    ? home.resolve("etc").resolve(DmConfiguration.KEY_FILE)
                    : home.resolve(configuration.keyFile());
            new StoreCopy(data, new Seal(key), database, line -> out.println("  " + line)).copy();
            out.println("All was copied. The embedded store is as it was; it is not used while store = postgresql.");
            return 0;
        } catch (StoreException | IOException | IllegalArgumentException e) {
            err.println("Nothing was copied: " + e.getMessage());
            return 1;
        }
    }

    private static DmConfiguration read(Path file) throws IOException {
        Properties lines = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            lines.load(in);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
        Hashtable<String, Object> values = new Hashtable<>();
        for (Map.Entry<Object, Object> line : lines.entrySet()) {
            values.put((String) line.getKey(), line.getValue());
        }
        return DmConfiguration.of(values);
    }
}

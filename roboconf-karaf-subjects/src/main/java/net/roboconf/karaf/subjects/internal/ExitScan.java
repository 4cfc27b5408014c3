package net.roboconf.karaf.subjects.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * What was found in the classes of a bundle, those in its embedded jars included: which of them name a method that ends the
 * process. Calls through reflection cannot be seen.
 *
 * @param calls what ends the process, such as {@code net.acme.Boom calls System.exit}
 * @param unread what could not be read, with the reason
 */
record ExitScan(List<String> calls, List<String> unread) {

    private static final Map<String, Set<String>> ENDS =
            Map.of("java/lang/System", Set.of("exit"), "java/lang/Runtime", Set.of("exit", "halt"));

    /** In bytes. The constants, which are all that matters, are at the head; no compiler writes more of them. */
    private static final int LARGEST_CLASS = 16 << 20;

    /**
     * Scans a bundle. Resolves nothing, so that it may be called while the framework resolves: {@link Bundle#findEntries}
     * would not do.
     */
    static ExitScan of(Bundle bundle) {
        ExitScan scan = new ExitScan(new ArrayList<>(), new ArrayList<>());
        try {
            scan.folders(bundle);
            scan.embeddedJars(bundle);
        } catch (RuntimeException e) {
            // Uninstalled meanwhile, for example. Whatever it is: others must be resolved.
            scan.unread.add("the rest (" + e + ")");
        }
        return scan;
    }

    private void folders(Bundle bundle) {
        Deque<String> folders = new ArrayDeque<>(List.of("/"));
        while (!folders.isEmpty()) {
            for (String path : entriesOf(bundle, folders.pop())) {
                if (path.endsWith("/")) {
                    folders.push(path);
                } else if (path.endsWith(".class")) {
                    try (InputStream in = bundle.getEntry(path).openStream()) {
                        scanClass(in, path);
                    } catch (IOException e) {
                        unread.add(path + " (" + e + ")");
                    }
                }
            }
        }
    }

    private static List<String> entriesOf(Bundle bundle, String folder) {
        var paths = bundle.getEntryPaths(folder);
        return paths == null ? List.of() : Collections.list(paths);
    }

    private void embeddedJars(Bundle bundle) {
        String classPath = bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH);
        if (classPath == null) {
            return;
        }
        for (String element : classPath.split(",")) {
            String path = element.split(";")[0].trim();
            // Elements that do not exist are allowed; folders were scanned with the rest.
            URL jar = path.isEmpty() || bundle.getEntryPaths(path) != null ? null : bundle.getEntry(path);
            if (jar != null) {
                try (ZipInputStream in = new ZipInputStream(jar.openStream())) {
                    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                        if (entry.getName().endsWith(".class")) {
                            scanClass(in, path + "!/" + entry.getName());
                        }
                    }
                } catch (IOException | IllegalArgumentException e) {
                    unread.add(path + " (" + e + ")");
                }
            }
        }
    }

    private void scanClass(InputStream in, String path) throws IOException {
        try {
            ConstantPool pool = new ConstantPool(in.readNBytes(LARGEST_CLASS));
            var ends = pool.methods(
                    (owner, name) -> ENDS.getOrDefault(owner, Set.of()).contains(name));
            for (ConstantPool.Method end : ends) {
                String owner = end.owner().substring(end.owner().lastIndexOf('/') + 1);
                int jar = path.indexOf("!/");
                calls.add(pool.className().replace('/', '.')
                        + (jar < 0 ? "" : " in " + path.substring(0, jar))
                        + " calls " + owner + "." + end.name());
            }
        } catch (IllegalArgumentException e) {
            unread.add(path + " (" + e.getMessage() + ")");
        }
    }
}

package net.roboconf.core.dsl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The files of a project that is not on a disk: one that is being edited, or made by a program. */
public final class MemoryFiles implements ProjectFiles {

    private final Map<String, String> texts;

    /** @param texts by path; every folder of a path exists. A path that ends with a slash is an empty folder */
    public MemoryFiles(Map<String, String> texts) {
        this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    @Override
    public Listing list() {
        TreeSet<String> files = new TreeSet<>();
        TreeSet<String> folders = new TreeSet<>();
        for (String path : texts.keySet()) {
            if (!path.endsWith("/")) {
                files.add(path);
            }
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return new Listing(files, folders);
    }

    @Override
    public byte[] read(String path) throws IOException {
        String text = texts.get(path);
        if (text == null) {
            throw new IOException("There is no such file.");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

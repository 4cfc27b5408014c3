package net.roboconf.target.local.internal.ssh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.roboconf.core.model.Sha256;
import net.roboconf.target.local.internal.host.HostProgram;

/**
 * The host program as it is sent to hosts: a jar with its class and all of Roboconf's that it refers to, and two scripts.
 * Made from the classes of this process, so that nothing has to be listed, or built, twice.
 *
 * @param jar the same bytes for the same classes
 * @param run the script that starts it
 * @param launch the script that stays above an agent
 */
record HostJar(byte[] jar, byte[] run, byte[] launch) {

    private static final Pattern CLASS = Pattern.compile("net/roboconf/[A-Za-z0-9_/$]+");
    private static final int MAGIC = 0xCAFEBABE;

    /** Packs it. */
    static HostJar pack() throws IOException {
        ClassLoader loader = HostProgram.class.getClassLoader();
        Map<String, byte[]> classes = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(HostProgram.class.getName().replace('.', '/'));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (seen.add(name)) {
                byte[] content = read(loader, name + ".class");
                if (content != null) {
                    classes.put(name + ".class", content);
                    open.addAll(referredTo(content));
                }
            }
        }
        String folder = HostProgram.class.getPackageName().replace('.', '/') + "/";
        return new HostJar(zip(classes), read(loader, folder + "run"), read(loader, folder + "launch"));
    }

    /** Names this version of it. */
    String version() {
        byte[] all = new byte[jar.length + run.length + launch.length];
        System.arraycopy(jar, 0, all, 0, jar.length);
        System.arraycopy(run, 0, all, jar.length, run.length);
        System.arraycopy(launch, 0, all, jar.length + run.length, launch.length);
        return Sha256.of(all).value().substring(0, 16);
    }

    private static byte[] read(ClassLoader loader, String resource) throws IOException {
        try (InputStream content = loader.getResourceAsStream(resource)) {
            return content == null ? null : content.readAllBytes();
        }
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> one : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(one.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(one.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The classes of Roboconf that are named in the constants of a class: as itself, or in the type of a field or method. */
    private static Set<String> referredTo(byte[] content) throws IOException {
        Set<String> found = new HashSet<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        if (in.readInt() != MAGIC) {
            throw new IOException("This is no class");
        }
        in.readInt(); // version
        int count = in.readUnsignedShort();
        // JVM specification, 4.4: what follows each tag.
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> {
                    Matcher names = CLASS.matcher(in.readUTF());
                    while (names.find()) {
                        found.add(names.group());
                    }
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places
                }
                default -> throw new IOException("A class has a constant of the unknown kind " + tag);
            }
        }
        return found;
    }
}

package net.roboconf.broker.embedded.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Changes the names of other classes in class files. All names stand in the constant pool at the head of the file, and the
 * rest refers to them by number; so only texts of the pool change, and nothing else has to be understood.
 */
final class ClassNames {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int TEXT = 1;

    /** The names themselves, and as they stand in descriptors and signatures. */
    private final Map<String, String> whole;

    private final Map<String, String> within = new HashMap<>();

    /**
     * Prepares to change.
     *
     * @param changes from old to new names, in the form {@code java/lang/String}
     */
    ClassNames(Map<String, String> changes) {
        whole = Map.copyOf(changes);
        whole.forEach((from, to) -> within.put("L" + from + ";", "L" + to + ";"));
    }

    /**
     * The class with the new names.
     *
     * @throws IllegalArgumentException when the bytes are no class file
     */
    byte[] change(byte[] classFile) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(classFile.length + 256);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
                DataOutputStream out = new DataOutputStream(changed)) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw new IllegalArgumentException("Not a class file");
            }
            out.writeInt(magic);
            out.writeInt(in.readInt());
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == TEXT) {
                    out.writeUTF(change(in.readUTF()));
                } else {
                    byte[] entry = in.readNBytes(sizeOf(tag));
                    out.write(entry);
                    // Numbers of eight bytes take two places.
                    i += entry.length == Long.BYTES ? 1 : 0;
                }
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changed.toByteArray();
    }

    private String change(String text) {
        String name = whole.get(text);
        if (name != null) {
            return name;
        }
        String changed = text;
        for (Map.Entry<String, String> one : within.entrySet()) {
            changed = changed.replace(one.getKey(), one.getValue());
        }
        return changed;
    }

    /** How many bytes follow a tag; table 4.4-A of the specification of the Java virtual machine. */
    private static int sizeOf(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("A class file with an unknown constant: " + tag);
        };
    }
}

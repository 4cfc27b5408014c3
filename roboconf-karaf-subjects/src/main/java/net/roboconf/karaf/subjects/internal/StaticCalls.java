package net.roboconf.karaf.subjects.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Sends static calls in a class file to another class, which has methods of the same name and type.
 *
 * <p>A call names its method by a number, that of an entry of the constant pool at the head of the file; that entry names
 * the class by another number. So one class is added at the end of the pool, where no number changes, and the entries of
 * the methods get its number. The rest of the file is copied.
 */
final class StaticCalls {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int POOL = 8;
    private static final int TEXT = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;

    private final String target;
    private final BiPredicate<String, String> concerned;

    /**
     * Prepares to change.
     *
     * @param target the class that is to be called, in the form {@code java/lang/String}
     * @param concerned tells from the names of class and method whether a call is to go there
     */
    StaticCalls(String target, BiPredicate<String, String> concerned) {
        this.target = target;
        this.concerned = concerned;
    }

    /**
     * The class with its calls changed; the same array when there are none to change.
     *
     * @throws IllegalArgumentException when the bytes are no class file
     */
    byte[] redirect(byte[] classFile) {
        ByteBuffer file = ByteBuffer.wrap(classFile.clone());
        if (file.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("Not a class file");
        }
        int count = Short.toUnsignedInt(file.getShort(POOL));
        int[] places = new int[count];
        int end = POOL + 2;
        for (int i = 1; i < count; i++) {
            places[i] = end;
            int tag = file.get(end);
            end += 1 + sizeOf(tag, file, end);
            // Numbers of eight bytes take two places.
            i += tag == 5 || tag == 6 ? 1 : 0;
        }
        List<Integer> calls = calls(file, places);
        if (calls.isEmpty()) {
            return classFile;
        }
        calls.forEach(place -> file.putShort(place + 1, (short) (count + 1)));
        file.putShort(POOL, (short) (count + 2));
        return withTarget(file.array(), end, count);
    }

    private List<Integer> calls(ByteBuffer file, int[] places) {
        List<Integer> calls = new ArrayList<>();
        for (int place : places) {
            if (place == 0 || file.get(place) != METHOD) {
                continue;
            }
            int owner = places[number(file, place + 1)];
            int nameAndType = places[number(file, place + 3)];
            String className = text(file, places[number(file, owner + 1)]);
            String method = text(file, places[number(file, nameAndType + 1)]);
            if (concerned.test(className, method)) {
                calls.add(place);
            }
        }
        return calls;
    }

    private byte[] withTarget(byte[] file, int endOfPool, int count) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(file.length + target.length() + 6);
        try (DataOutputStream out = new DataOutputStream(changed)) {
            out.write(file, 0, endOfPool);
            out.writeByte(TEXT);
            out.writeUTF(target);
            out.writeByte(CLASS);
            out.writeShort(count);
            out.write(file, endOfPool, file.length - endOfPool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changed.toByteArray();
    }

    private static int number(ByteBuffer file, int place) {
        return Short.toUnsignedInt(file.getShort(place));
    }

    /** Of names that matter here, all are ASCII. */
    private static String text(ByteBuffer file, int place) {
        return new String(file.array(), place + 3, number(file, place + 1), StandardCharsets.UTF_8);
    }

    /** How many bytes follow a tag; table 4.4-A of the specification of the Java virtual machine. */
    private static int sizeOf(int tag, ByteBuffer file, int place) {
        return switch (tag) {
            case TEXT -> 2 + number(file, place + 1);
            case CLASS, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case METHOD, 3, 4, 9, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("A class file with an unknown constant: " + tag);
        };
    }
}

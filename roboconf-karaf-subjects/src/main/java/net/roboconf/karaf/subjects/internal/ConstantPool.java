package net.roboconf.karaf.subjects.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The constants at the head of a class file. A call names its method by a number, that of an entry here; that entry names
 * the class by another number. A reference to a method ({@code System::exit}) is such an entry as well.
 */
final class ConstantPool {

    /** Where it begins: the number of its constants. */
    static final int PLACE = 8;

    static final int TEXT = 1;
    static final int CLASS = 7;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int METHOD = 10;

    private final ByteBuffer file;
    private final int[] places;
    private final int end;

    /** A method that the class names. Its place is that of its constant in the file. */
    record Method(String owner, String name, int place) {}

    /**
     * Reads it.
     *
     * @param file a class file, or as much of it as holds the constants; it is not changed
     * @throws IllegalArgumentException when the bytes are no class file
     */
    ConstantPool(byte[] file) {
        this.file = ByteBuffer.wrap(file).asReadOnlyBuffer();
        try {
            if (this.file.getInt(0) != MAGIC) {
                throw new IllegalArgumentException("Not a class file");
            }
            places = new int[number(PLACE)];
            int place = PLACE + 2;
            for (int i = 1; i < places.length; i++) {
                places[i] = place;
                int tag = this.file.get(place);
                place += 1 + sizeOf(tag, place);
                // Numbers of eight bytes take two places.
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
            end = place;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("A class file that ends within its constants", e);
        }
    }

    /** How many constants there are, and one. */
    int count() {
        return places.length;
    }

    /** The place of the first byte behind. */
    int end() {
        return end;
    }

    /**
     * The class itself, in the form {@code java/lang/String}.
     *
     * @throws IllegalArgumentException when the file does not tell
     */
    String className() {
        try {
            // Its access flags are between.
            return classAt(number(end + 2));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("A class file without the name of its class", e);
        }
    }

    /**
     * The methods of classes that the class names.
     *
     * @param meant chooses from the names of class, in the form {@code java/lang/String}, and method
     * @throws IllegalArgumentException when constants refer to what is not there
     */
    List<Method> methods(BiPredicate<String, String> meant) {
        List<Method> methods = new ArrayList<>();
        try {
            for (int place : places) {
                if (place == 0 || file.get(place) != METHOD) {
                    continue;
                }
                String owner = classAt(number(place + 1));
                String name = text(number(places[number(place + 3)] + 1));
                if (meant.test(owner, name)) {
                    methods.add(new Method(owner, name, place));
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("A class file whose constants refer to what is not there", e);
        }
        return methods;
    }

    private String classAt(int index) {
        return text(number(places[index] + 1));
    }

    /** Of names that matter here, all are ASCII. */
    private String text(int index) {
        int place = places[index];
        byte[] bytes = new byte[number(place + 1)];
        file.get(place + 3, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int number(int place) {
        return Short.toUnsignedInt(file.getShort(place));
    }

    /** How many bytes follow a tag; table 4.4-A of the specification of the Java virtual machine. */
    private int sizeOf(int tag, int place) {
        return switch (tag) {
            case TEXT -> 2 + number(place + 1);
            case CLASS, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case METHOD, 3, 4, 9, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("A class file with an unknown constant: " + tag);
        };
    }
}

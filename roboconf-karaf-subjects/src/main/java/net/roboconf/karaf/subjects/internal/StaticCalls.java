package net.roboconf.karaf.subjects.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Sends static calls in a class file to another class, which has methods of the same name and type.
 *
 * <p>One class is added at the end of the constant pool, where no number changes, and the entries of the methods get its
 * number. The rest of the file is copied.
 */
final class StaticCalls {

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
        ConstantPool pool = new ConstantPool(classFile);
        List<ConstantPool.Method> calls = pool.methods(concerned);
        if (calls.isEmpty()) {
            return classFile;
        }
        ByteBuffer file = ByteBuffer.wrap(classFile.clone());
        calls.forEach(call -> file.putShort(call.place() + 1, (short) (pool.count() + 1)));
        file.putShort(ConstantPool.PLACE, (short) (pool.count() + 2));
        return withTarget(file.array(), pool.end(), pool.count());
    }

    private byte[] withTarget(byte[] file, int endOfPool, int count) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(file.length + target.length() + 6);
        try (DataOutputStream out = new DataOutputStream(changed)) {
            out.write(file, 0, endOfPool);
            out.writeByte(ConstantPool.TEXT);
            out.writeUTF(target);
            out.writeByte(ConstantPool.CLASS);
            out.writeShort(count);
            out.write(file, endOfPool, file.length - endOfPool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changed.toByteArray();
    }
}

package net.roboconf.karaf.subjects.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StaticCallsTest {

    /** What is called in the end. */
    public static final class Other {

        private Other() {}

        /** Has the name and type of {@link Integer#toString(int)}. */
        public static String toString(int number) {
            return "other " + number;
        }
    }

    /** Its calls are changed; it has long constants, too, which take two places in the pool. */
    public static final class Caller implements Supplier<String> {

        /** Loaded by another class loader. */
        public Caller() {}

        @Override
        public String get() {
            long large = 1L << 40;
            double fraction = 0.1;
            return Integer.toString(7) + " " + Integer.parseInt("8") + " " + (large + System.nanoTime() % 1) + " "
                    + fraction;
        }
    }

    private static final StaticCalls TO_OTHER = new StaticCalls(
            Other.class.getName().replace('.', '/'),
            (type, method) -> type.equals("java/lang/Integer") && method.equals("toString"));

    private static byte[] classFile() throws IOException {
        try (InputStream in = StaticCallsTest.class.getResourceAsStream("StaticCallsTest$Caller.class")) {
            return in.readAllBytes();
        }
    }

    private static String run(byte[] classFile) throws ReflectiveOperationException {
        Class<?> type = new ClassLoader(StaticCallsTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Caller.class.getName(), classFile, 0, classFile.length);
            }
        }.define();
        return ((Supplier<?>) type.getDeclaredConstructor().newInstance()).get().toString();
    }

    @Test
    void the_calls_that_are_meant_go_elsewhere_and_no_others() throws Exception {
        String before = run(classFile());
        assertThat(before).startsWith("7 8 ");
        assertThat(run(TO_OTHER.redirect(classFile()))).isEqualTo("other " + before);
    }

    @Test
    void a_class_without_such_calls_is_left_as_it_is() throws Exception {
        byte[] classFile = classFile();
        assertThat(new StaticCalls("a/B", (type, method) -> method.equals("nothing")).redirect(classFile))
                .isSameAs(classFile);
    }

    @Test
    void what_is_no_class_is_refused() {
        assertThatThrownBy(() -> TO_OTHER.redirect(new byte[20])).isInstanceOf(IllegalArgumentException.class);
    }
}

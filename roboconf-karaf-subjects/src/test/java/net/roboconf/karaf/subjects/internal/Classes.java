package net.roboconf.karaf.subjects.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;

/** Classes that end the process, or look as if they did. They are read and never run. */
final class Classes {

    private Classes() {}

    static final class Exits {
        void run() {
            System.exit(1);
        }
    }

    static final class Halts {
        void run() {
            Runtime.getRuntime().halt(1);
        }
    }

    static final class RuntimeExits {
        void run() {
            Runtime.getRuntime().exit(1);
        }
    }

    static final class Refers {
        IntConsumer end() {
            return System::exit;
        }
    }

    static final class Harmless {

        String exit = "java/lang/System exit";

        long run() {
            exit(2);
            return System.nanoTime() + Runtime.getRuntime().availableProcessors();
        }

        void exit(int code) {
            exit += code;
        }
    }

    static byte[] bytes(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

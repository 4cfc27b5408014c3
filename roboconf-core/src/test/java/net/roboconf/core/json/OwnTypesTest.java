package net.roboconf.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class OwnTypesTest {

    /** A class that is loaded anew by each loader, as those of a bundle are. */
    public record Read(String text) {}

    /** Takes the class from its own parent's files instead of asking the parent. */
    private static final class Anew extends ClassLoader {

        Anew() {
            super(OwnTypesTest.class.getClassLoader());
        }

        Class<?> read() throws IOException {
            String name = Read.class.getName();
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    private static WeakReference<Class<?>> use(JsonMapper mapper) throws IOException {
        Class<?> type = new Anew().read();
        assertThat(type.isInstance(mapper.readValue("{\"text\":\"a\"}", type))).isTrue();
        return new WeakReference<>(type);
    }

    @Test
    void classes_are_free_when_the_mapper_is() throws Exception {
        WeakReference<Class<?>> used = use(OwnTypes.builder().build());
        for (int i = 0; i < 100 && used.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(used.get()).isNull();
    }
}

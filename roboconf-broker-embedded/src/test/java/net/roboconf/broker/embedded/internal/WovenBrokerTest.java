package net.roboconf.broker.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.messaging.rabbitmq.testing.AgentLimitsContract;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of agents hold as well when the broker is changed for newer JDKs: they rest on what is changed. */
class WovenBrokerTest extends AgentLimitsContract {

    private static ClassLoader woven;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws ReflectiveOperationException {
        woven = new WeavingLoader(WovenBrokerTest.class.getClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(woven);
        try {
            Method start = woven.loadClass(LocalBroker.class.getName())
                    .getDeclaredMethod("start", Path.class, int.class, SecureRandom.class);
            start.setAccessible(true);
            broker = (EmbeddedBroker) start.invoke(null, folder, 0, new SecureRandom());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        Method close = broker.getClass().getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(broker);
    }

    @Override
    protected Map<String, String> managerSettings() {
        return broker.managerSettings();
    }

    @Override
    protected Accounts accounts() {
        return broker.accounts();
    }

    @Test
    void the_broker_names_the_stand_ins() throws ReflectiveOperationException {
        Class<?> launcher = woven.loadClass(SystemLauncher.class.getName());

        assertThat(launcher.getDeclaredField("_brokerTaskSubject").getType().getPackageName())
                .isEqualTo("net.roboconf.broker.embedded.internal.jdk");
    }

    /** Loads what is to be woven itself, woven, and leaves everything else to its parent. */
    private static final class WeavingLoader extends ClassLoader {

        private final SubjectWeaver weaver = new SubjectWeaver();

        WeavingLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = SubjectWeaver.concerns(name) || name.startsWith(SubjectWeaver.class.getPackageName());
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                byte[] used = SubjectWeaver.concerns(name) ? weaver.weave(bytes) : bytes;
                return defineClass(name, used, 0, used.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

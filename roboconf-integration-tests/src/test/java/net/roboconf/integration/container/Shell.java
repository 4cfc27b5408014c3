package net.roboconf.integration.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.osgi.framework.BundleContext;

/** The shell of the Karaf that a test runs in. It is asked for by name: the test's bundle imports nothing. */
final class Shell {

    private static final String FACTORY = "org.apache.karaf.shell.api.console.SessionFactory";
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE = 30_000_000_000L;

    private final BundleContext context;

    Shell(BundleContext context) {
        this.context = context;
    }

    /** What a command prints, or the message of what it throws; commands may come a moment after their services. */
    String run(String command) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        String said = runOnce(command);
        while (said.startsWith("Command not found") && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
            said = runOnce(command);
        }
        return said;
    }

    private String runOnce(String command) throws Exception {
        Object factory = Services.await(context, FACTORY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Class<?> type = factory.getClass();
        Object session = type.getMethod("create", InputStream.class, PrintStream.class, PrintStream.class)
                .invoke(factory, new ByteArrayInputStream(new byte[0]), out, out);
        try {
            session.getClass().getMethod("execute", CharSequence.class).invoke(session, command);
            return bytes.toString(StandardCharsets.UTF_8).strip();
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause().getMessage());
        } finally {
            session.getClass().getMethod("close").invoke(session);
        }
    }
}

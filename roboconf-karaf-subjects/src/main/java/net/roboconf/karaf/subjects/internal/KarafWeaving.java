package net.roboconf.karaf.subjects.internal;

import net.roboconf.karaf.subjects.Subjects;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/**
 * Lets Karaf's shell run on JDKs that do not tell any more on whose behalf a thread works: from 24 on, and some before it.
 * The shell asks for it at each command, and fails there with {@code getSubject is not supported}.
 */
final class KarafWeaving implements WeavingHook {

    private static final String KARAF = "org.apache.karaf.";

    /** The one class that has threads work on somebody's behalf; there are copies of it in several bundles. */
    private static final String ENTRANCE = "org.apache.karaf.util.jaas.JaasHelper";

    private static final StaticCalls QUESTIONS = new StaticCalls(
            Subjects.class.getName().replace('.', '/'),
            (type, method) -> type.equals("javax/security/auth/Subject") && method.equals("getSubject"));
    private static final StaticCalls ENTRIES = new StaticCalls(
            Subjects.class.getName().replace('.', '/'),
            (type, method) -> type.equals("java/security/AccessController") && method.equals("doPrivileged"));

    /** Whether this JDK needs it. */
    @SuppressWarnings("removal") // that is the question
    static boolean isNeeded() {
        try {
            javax.security.auth.Subject.getSubject(java.security.AccessController.getContext());
            return false;
        } catch (UnsupportedOperationException | LinkageError e) {
            return true;
        }
    }

    @Override
    public void weave(WovenClass woven) {
        if (!woven.getClassName().startsWith(KARAF)) {
            return;
        }
        byte[] loaded = woven.getBytes();
        byte[] changed = change(woven.getClassName(), loaded);
        if (changed != loaded) {
            woven.setBytes(changed);
            woven.getDynamicImports().add(Subjects.class.getPackageName());
        }
    }

    /** The class as it is to be loaded; the same array when nothing changes. */
    static byte[] change(String className, byte[] classFile) {
        byte[] changed = QUESTIONS.redirect(classFile);
        return className.equals(ENTRANCE) ? ENTRIES.redirect(changed) : changed;
    }
}

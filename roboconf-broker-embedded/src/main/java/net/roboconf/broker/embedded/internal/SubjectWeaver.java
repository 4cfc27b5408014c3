package net.roboconf.broker.embedded.internal;

import java.util.HashMap;
import java.util.Map;
import net.roboconf.broker.embedded.internal.jdk.AccessControlContext;
import net.roboconf.broker.embedded.internal.jdk.AccessController;
import net.roboconf.broker.embedded.internal.jdk.Subject;
import net.roboconf.broker.embedded.internal.jdk.SubjectDomainCombiner;

/**
 * Lets the broker run on JDKs that do not tell any more on whose behalf a thread works: from 24 on, and some before it.
 *
 * <p>The broker keeps the account of a connection where the JDK's security manager had its place, asks for it at each
 * operation, and fails with {@code getSubject is not supported} where that is gone. Its classes are changed while they are
 * loaded: they get classes of this bundle instead, which keep it with the thread.
 */
final class SubjectWeaver {

    private final ClassNames names;

    SubjectWeaver() {
        Map<String, String> changes = new HashMap<>();
        changes.put("javax/security/auth/Subject", nameOf(Subject.class));
        changes.put("javax/security/auth/SubjectDomainCombiner", nameOf(SubjectDomainCombiner.class));
        changes.put("java/security/DomainCombiner", nameOf(SubjectDomainCombiner.class));
        changes.put("java/security/AccessController", nameOf(AccessController.class));
        changes.put("java/security/AccessControlContext", nameOf(AccessControlContext.class));
        names = new ClassNames(changes);
    }

    private static String nameOf(Class<?> type) {
        return type.getName().replace('.', '/');
    }

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

    /** Whether a class is to be changed: the broker's own, and what touches it, but not the stand-ins. */
    static boolean concerns(String className) {
        return className.startsWith("org.apache.qpid.")
                || (className.startsWith(SubjectWeaver.class.getPackageName())
                        && !className.startsWith(Subject.class.getPackageName())
                        && !className.equals(SubjectWeaver.class.getName()));
    }

    /** The class as it is to be loaded. */
    byte[] weave(byte[] classFile) {
        return names.change(classFile);
    }
}

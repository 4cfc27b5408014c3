package net.roboconf.karaf.subjects;

import java.security.AccessControlContext;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import javax.security.auth.SubjectDomainCombiner;

/**
 * On whose behalf a thread works, kept with the thread. Its methods are called in place of those of {@link Subject} and
 * {@link java.security.AccessController} that have the same names, by classes of Karaf that were changed while they were
 * loaded. Thread-safe.
 */
@SuppressWarnings("removal") // it is about what was removed
public final class Subjects {

    /** A thread that is started works on behalf of whom its starter works for: Karaf's shells rely on it. */
    private static final InheritableThreadLocal<Subject> CURRENT = new InheritableThreadLocal<>();

    private Subjects() {}

    /**
     * On whose behalf this thread works.
     *
     * @param context passed over: it is always that of this thread, now
     * @return null when on nobody's
     */
    public static Subject getSubject(AccessControlContext context) {
        return CURRENT.get();
    }

    /** Does it; there is nobody who could forbid it. */
    public static <T> T doPrivileged(PrivilegedAction<T> action) {
        return action.run();
    }

    /**
     * Does it on behalf of whom the context speaks of.
     *
     * @param context made with a {@link SubjectDomainCombiner}; without one, nobody is meant
     */
    public static <T> T doPrivileged(PrivilegedAction<T> action, AccessControlContext context) {
        Subject before = enter(subjectOf(context));
        try {
            return action.run();
        } finally {
            enter(before);
        }
    }

    /**
     * Does it on behalf of whom the context speaks of.
     *
     * @throws PrivilegedActionException with the cause, when it fails with an exception that must be declared
     */
    public static <T> T doPrivileged(PrivilegedExceptionAction<T> action, AccessControlContext context)
            throws PrivilegedActionException {
        Subject before = enter(subjectOf(context));
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PrivilegedActionException(e);
        } finally {
            enter(before);
        }
    }

    private static Subject subjectOf(AccessControlContext context) {
        return context != null && context.getDomainCombiner() instanceof SubjectDomainCombiner combiner
                ? combiner.getSubject()
                : null;
    }

    private static Subject enter(Subject subject) {
        Subject before = CURRENT.get();
        if (subject == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(subject);
        }
        return before;
    }
}

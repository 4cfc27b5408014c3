package net.roboconf.broker.embedded.internal.jdk;

import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/** Has threads work on somebody's behalf; stands in for {@code java.security.AccessController}. */
public final class AccessController {

    private AccessController() {}

    /** On whose behalf this thread works. */
    public static AccessControlContext getContext() {
        return AccessControlContext.current();
    }

    /** Does something on nobody's behalf. */
    public static <T> T doPrivileged(PrivilegedAction<T> action) {
        return Subject.doAs(null, action);
    }

    /** Does something on the behalf of whom the context speaks of. */
    public static <T> T doPrivileged(PrivilegedAction<T> action, AccessControlContext context) {
        return Subject.doAs(subjectOf(context), action);
    }

    /** Does something on the behalf of whom the context speaks of; it may fail. */
    public static <T> T doPrivileged(PrivilegedExceptionAction<T> action, AccessControlContext context)
            throws PrivilegedActionException {
        return Subject.doAs(subjectOf(context), action);
    }

    private static Subject subjectOf(AccessControlContext context) {
        return context == null ? null : context.subject();
    }

    /** Runs it; what it may throw is wrapped, what anything may throw is not. */
    static <T> T run(PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PrivilegedActionException(e);
        }
    }
}

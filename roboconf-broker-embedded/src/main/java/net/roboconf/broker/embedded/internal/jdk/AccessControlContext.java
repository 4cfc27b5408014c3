package net.roboconf.broker.embedded.internal.jdk;

/** On whose behalf a thread worked at some moment; stands in for {@code java.security.AccessControlContext}. */
public final class AccessControlContext {

    /** Belongs to threads, not to this class: the JDK keeps it on the stack, where nobody else can. */
    private static final ThreadLocal<Subject> CURRENT = new ThreadLocal<>();

    private final Subject subject;

    private AccessControlContext(Subject subject) {
        this.subject = subject;
    }

    /** The one of whom the second speaks. */
    public AccessControlContext(AccessControlContext context, SubjectDomainCombiner combiner) {
        this(combiner.getSubject());
    }

    /** That of this thread, now. */
    static AccessControlContext current() {
        return new AccessControlContext(CURRENT.get());
    }

    /** Has this thread work on somebody's behalf from now on, null for nobody's. Returns on whose it did. */
    static Subject enter(Subject subject) {
        Subject before = CURRENT.get();
        if (subject == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(subject);
        }
        return before;
    }

    Subject subject() {
        return subject;
    }
}

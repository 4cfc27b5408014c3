package net.roboconf.broker.embedded.internal.jdk;

/** Carries somebody into a context; stands in for {@code javax.security.auth.SubjectDomainCombiner}. */
public final class SubjectDomainCombiner {

    private final Subject subject;

    /** Carries this one. */
    public SubjectDomainCombiner(Subject subject) {
        this.subject = subject;
    }

    /** Who is carried. */
    public Subject getSubject() {
        return subject;
    }
}

package net.roboconf.broker.embedded.internal.jdk;

import java.security.Principal;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Somebody on whose behalf things are done; stands in for {@code javax.security.auth.Subject}. */
public final class Subject {

    private final Set<Principal> principals = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Set<Object> publicCredentials = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Set<Object> privateCredentials = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean readOnly;

    /** Nobody yet. */
    public Subject() {}

    /** Somebody known by these. */
    public Subject(boolean readOnly, Set<? extends Principal> principals, Set<?> publicly, Set<?> privately) {
        this.principals.addAll(principals);
        this.publicCredentials.addAll(publicly);
        this.privateCredentials.addAll(privately);
        this.readOnly = readOnly;
    }

    /** On whose behalf this was taken; null when on nobody's. */
    public static Subject getSubject(AccessControlContext context) {
        return context.subject();
    }

    /** Does something on somebody's behalf. */
    public static <T> T doAs(Subject subject, PrivilegedAction<T> action) {
        Subject before = AccessControlContext.enter(subject);
        try {
            return action.run();
        } finally {
            AccessControlContext.enter(before);
        }
    }

    /** Does something on somebody's behalf that may fail. */
    public static <T> T doAs(Subject subject, PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        Subject before = AccessControlContext.enter(subject);
        try {
            return AccessController.run(action);
        } finally {
            AccessControlContext.enter(before);
        }
    }

    /** Does something on somebody's behalf; there is nothing that the context could forbid. */
    public static <T> T doAsPrivileged(Subject subject, PrivilegedAction<T> action, AccessControlContext context) {
        return doAs(subject, action);
    }

    /** All names; can be changed unless this is read-only. */
    public Set<Principal> getPrincipals() {
        return view(principals);
    }

    /** All names of a kind. */
    public <T extends Principal> Set<T> getPrincipals(Class<T> kind) {
        Predicate<Object> isOfKind = kind::isInstance;
        synchronized (principals) {
            return principals.stream()
                    .filter(isOfKind)
                    .map(kind::cast)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** What everybody may see of it. */
    public Set<Object> getPublicCredentials() {
        return view(publicCredentials);
    }

    /** What not everybody may see of it. */
    public Set<Object> getPrivateCredentials() {
        return view(privateCredentials);
    }

    private <T> Set<T> view(Set<T> all) {
        return readOnly ? Collections.unmodifiableSet(all) : all;
    }

    /** Lets nothing be changed from now on. */
    public void setReadOnly() {
        readOnly = true;
    }

    /** Whether nothing can be changed. */
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subject subject
                && principals.equals(subject.principals)
                && publicCredentials.equals(subject.publicCredentials)
                && privateCredentials.equals(subject.privateCredentials);
    }

    @Override
    public int hashCode() {
        return Objects.hash(principals, publicCredentials);
    }

    @Override
    public String toString() {
        return "Subject" + principals;
    }
}

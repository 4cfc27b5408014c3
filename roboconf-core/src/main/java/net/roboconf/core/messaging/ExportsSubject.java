package net.roboconf.core.messaging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What statements about exports are about: a prefix of one application.
 *
 * <p>A prefix that is exported to other applications is another subject than the component or facet of that name which
 * agents of the same application import, should there be one.
 *
 * @param application the name of the exporting application
 * @param prefix a component or facet or, if {@code external}, the exports prefix of the application's template
 * @param external whether it is exported to other applications
 */
public record ExportsSubject(String application, String prefix, boolean external)
        implements Comparable<ExportsSubject> {

    /** Checks that application and prefix can be told apart in {@link #text}. */
    public ExportsSubject {
        if (application.endsWith("/") || prefix.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "'" + application + "' and '" + prefix + "' are no application and prefix: see the slash");
        }
    }

    /** A component or facet, for the agents of its own application. */
    public static ExportsSubject inside(String application, String prefix) {
        return new ExportsSubject(application, prefix, false);
    }

    /** What an application exports to others. */
    public static ExportsSubject external(String application, String prefix) {
        return new ExportsSubject(application, prefix, true);
    }

    /**
     * The subject that {@link #text} has written.
     *
     * @throws IllegalArgumentException when the text is none
     */
    @JsonCreator
    public static ExportsSubject parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is no application and prefix; write it like shop/MySQL");
        }
        boolean external = slash > 0 && text.charAt(slash - 1) == '/';
        return new ExportsSubject(text.substring(0, external ? slash - 1 : slash), text.substring(slash + 1), external);
    }

    /** {@code application/prefix}, or {@code application//prefix} when it is external. */
    @JsonValue
    public String text() {
        return application + (external ? "//" : "/") + prefix;
    }

    @Override
    public int compareTo(ExportsSubject other) {
        int byPrefix = prefix.compareTo(other.prefix);
        if (byPrefix != 0) {
            return byPrefix;
        }
        int byApplication = application.compareTo(other.application);
        return byApplication != 0 ? byApplication : Boolean.compare(external, other.external);
    }

    @Override
    public String toString() {
        return text();
    }
}

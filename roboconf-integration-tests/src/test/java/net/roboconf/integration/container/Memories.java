package net.roboconf.integration.container;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * What the JDK and Karaf remember of the last things that they have seen, and would hold a bundle's class loader by until
 * something else takes its place: never more than so many, whatever comes and goes.
 */
final class Memories {

    private static final String EVENTS = "org.apache.karaf.event";

    private record Other(Other other) {}

    private Memories() {}

    /** Puts something else into its place. */
    static void forget(BundleContext context) {
        forgetRecord();
        forgetEvents(context);
    }

    /**
     * The record whose {@code equals}, {@code hashCode} or {@code toString} was used for the first time most recently: JDK
     * 17 holds its class by the types of the handles that {@link ObjectMethods} adapts.
     */
    private static void forgetRecord() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Map<String, MethodType> methods = Map.of(
                "equals", MethodType.methodType(boolean.class, Other.class, Object.class),
                "hashCode", MethodType.methodType(int.class, Other.class),
                "toString", MethodType.methodType(String.class, Other.class));
        try {
            MethodHandle other = lookup.findGetter(Other.class, "other", Other.class);
            for (Map.Entry<String, MethodType> method : methods.entrySet()) {
                ObjectMethods.bootstrap(lookup, method.getKey(), method.getValue(), Other.class, "other", other);
            }
        } catch (Throwable e) {
            // What the bootstrap method declares.
            throw new AssertionError("The JDK makes no methods of a record", e);
        }
    }

    /** The last events, those of services included, which Karaf keeps for its shell; the distributions do without that. */
    private static void forgetEvents(BundleContext context) {
        for (Bundle bundle : context.getBundles()) {
            if (EVENTS.equals(bundle.getSymbolicName())) {
                try {
                    bundle.stop();
                    bundle.start();
                } catch (BundleException e) {
                    throw new AssertionError(bundle + " does not start again", e);
                }
            }
        }
    }
}

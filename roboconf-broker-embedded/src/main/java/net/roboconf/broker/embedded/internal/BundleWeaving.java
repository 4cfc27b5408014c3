package net.roboconf.broker.embedded.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/** Weaves the classes of this bundle while the framework loads them. */
final class BundleWeaving implements WeavingHook {

    private final Bundle bundle;
    private final SubjectWeaver weaver = new SubjectWeaver();

    private BundleWeaving(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Begins, before any class of the broker is touched. Null when this JDK does not need it. */
    static ServiceRegistration<WeavingHook> registerIfNeeded(BundleContext context) {
        return SubjectWeaver.isNeeded()
                ? context.registerService(WeavingHook.class, new BundleWeaving(context.getBundle()), null)
                : null;
    }

    @Override
    public void weave(WovenClass woven) {
        if (woven.getBundleWiring().getBundle() == bundle && SubjectWeaver.concerns(woven.getClassName())) {
            woven.setBytes(weaver.weave(woven.getBytes()));
        }
    }
}

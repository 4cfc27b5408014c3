package net.roboconf.broker.embedded.internal;

import java.util.Collection;
import java.util.Set;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.plugin.ConfiguredObjectRegistration;

/** Tells the broker of the types in this bundle; found through {@code META-INF/services}. */
public final class AccountTypes implements ConfiguredObjectRegistration {

    @Override
    public String getType() {
        return "net.roboconf.broker.embedded";
    }

    @Override
    @SuppressWarnings("rawtypes") // so it is declared
    public Collection<Class<? extends ConfiguredObject>> getConfiguredObjectClasses() {
        return Set.of(AccountAuthentication.class, AccountAccess.class);
    }
}

package net.roboconf.broker.embedded.internal;

import java.util.Map;
import org.apache.qpid.server.model.AbstractConfiguredObjectTypeFactory;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ConfiguredObject;

/** By which the broker makes its {@link AccountAccess}; found through {@code META-INF/services}. */
public final class AccountAccessFactory extends AbstractConfiguredObjectTypeFactory<AccountAccess> {

    /** For the service loader. */
    public AccountAccessFactory() {
        super(AccountAccess.class);
    }

    @Override
    protected AccountAccess createInstance(Map<String, Object> attributes, ConfiguredObject<?> parent) {
        return new AccountAccess(attributes, (Broker<?>) parent);
    }
}

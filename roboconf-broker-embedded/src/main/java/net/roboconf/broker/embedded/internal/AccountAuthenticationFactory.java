package net.roboconf.broker.embedded.internal;

import java.util.Map;
import org.apache.qpid.server.model.AbstractConfiguredObjectTypeFactory;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.Container;

/** By which the broker makes its {@link AccountAuthentication}; found through {@code META-INF/services}. */
public final class AccountAuthenticationFactory extends AbstractConfiguredObjectTypeFactory<AccountAuthentication> {

    /** For the service loader. */
    public AccountAuthenticationFactory() {
        super(AccountAuthentication.class);
    }

    @Override
    protected AccountAuthentication createInstance(Map<String, Object> attributes, ConfiguredObject<?> parent) {
        return new AccountAuthentication(attributes, (Container<?>) parent);
    }
}

package net.roboconf.broker.embedded.internal;

import java.util.List;
import java.util.Map;
import org.apache.qpid.server.model.Container;
import org.apache.qpid.server.model.ManagedObject;
import org.apache.qpid.server.model.NamedAddressSpace;
import org.apache.qpid.server.security.auth.AuthenticationResult;
import org.apache.qpid.server.security.auth.UsernamePrincipal;
import org.apache.qpid.server.security.auth.manager.AbstractAuthenticationManager;
import org.apache.qpid.server.security.auth.manager.UsernamePasswordAuthenticationProvider;
import org.apache.qpid.server.security.auth.sasl.SaslNegotiator;
import org.apache.qpid.server.security.auth.sasl.SaslSettings;
import org.apache.qpid.server.security.auth.sasl.plain.PlainNegotiator;

/** Lets those into the broker who are in the account book. Made by the broker; lets nobody in until it has the book. */
@ManagedObject(category = false, type = AccountAuthentication.TYPE)
public final class AccountAuthentication extends AbstractAuthenticationManager<AccountAuthentication>
        implements UsernamePasswordAuthenticationProvider<AccountAuthentication> {

    static final String TYPE = "RoboconfAccounts";

    private volatile AccountBook book;

    AccountAuthentication(Map<String, Object> attributes, Container<?> broker) {
        super(attributes, broker);
    }

    void use(AccountBook accounts) {
        book = accounts;
    }

    @Override
    public List<String> getMechanisms() {
        return List.of(PlainNegotiator.MECHANISM);
    }

    @Override
    public SaslNegotiator createSaslNegotiator(String mechanism, SaslSettings settings, NamedAddressSpace space) {
        return PlainNegotiator.MECHANISM.equals(mechanism) ? new PlainNegotiator(this) : null;
    }

    @Override
    public AuthenticationResult authenticate(String username, String password) {
        AccountBook present = book;
        return present != null && present.isRight(username, password)
                ? new AuthenticationResult(new UsernamePrincipal(username, this))
                : new AuthenticationResult(AuthenticationResult.AuthenticationStatus.ERROR);
    }
}

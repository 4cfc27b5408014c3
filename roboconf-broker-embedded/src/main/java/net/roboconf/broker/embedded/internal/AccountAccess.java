package net.roboconf.broker.embedded.internal;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.server.model.AccessControlProvider;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ManagedObject;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.StateTransition;
import org.apache.qpid.server.security.access.AbstractAccessControlProvider;

/** Holds agents to the limits in the account book. Made by the broker; refuses everything until it has the book. */
@ManagedObject(category = false, type = AccountAccess.TYPE)
public final class AccountAccess
        extends AbstractAccessControlProvider<AccountAccess, AccessControlProvider<?>, Broker<?>>
        implements AccessControlProvider<AccountAccess> {

    static final String TYPE = "RoboconfAccounts";

    private final AccountAccessControl control = new AccountAccessControl();

    AccountAccess(Map<String, Object> attributes, Broker<?> broker) {
        super(attributes, broker);
    }

    void use(AccountBook accounts) {
        control.use(accounts);
    }

    @Override
    public AccountAccessControl getController() {
        return control;
    }

    @StateTransition(
            currentState = {State.UNINITIALIZED, State.QUIESCED, State.ERRORED},
            desiredState = State.ACTIVE)
    @SuppressWarnings("unused") // called by the broker, by its annotation
    private CompletableFuture<Void> activate() {
        setState(State.ACTIVE);
        return CompletableFuture.completedFuture(null);
    }
}

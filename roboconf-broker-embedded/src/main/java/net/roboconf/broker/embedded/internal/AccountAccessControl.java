package net.roboconf.broker.embedded.internal;

import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import net.roboconf.broker.embedded.internal.AccountBook.Limits;
import org.apache.qpid.server.model.Connection;
import org.apache.qpid.server.model.Consumer;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.PermissionedObject;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.Session;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.queue.QueueConsumer;
import org.apache.qpid.server.security.AccessControl;
import org.apache.qpid.server.security.Result;
import org.apache.qpid.server.security.SecurityToken;
import org.apache.qpid.server.security.access.Operation;
import org.apache.qpid.server.security.access.OperationType;
import org.apache.qpid.server.security.auth.AuthenticatedPrincipal;

/**
 * Says whether an account may do what it tries. The Deployment Manager may do everything, agents what their limits say,
 * nobody else anything. Called by the broker on its threads.
 */
final class AccountAccessControl implements AccessControl<AccountAccessControl.Caller> {

    private volatile AccountBook book;

    void use(AccountBook accounts) {
        book = accounts;
    }

    @Override
    public Result getDefault() {
        return Result.DENIED;
    }

    @Override
    public Caller newToken() {
        return new Caller(nameOf(AuthenticatedPrincipal.getCurrentUser()));
    }

    @Override
    public Caller newToken(Subject subject) {
        return new Caller(nameOf(AuthenticatedPrincipal.getOptionalAuthenticatedPrincipalFromSubject(subject)));
    }

    private static String nameOf(AuthenticatedPrincipal principal) {
        return principal == null ? null : principal.getName();
    }

    /** The limits of an account; null when it has none, as the Deployment Manager's. */
    Limits limitsOf(Principal principal) {
        AccountBook accounts = book;
        if (principal == null || accounts == null) {
            return Limits.NOTHING;
        }
        if (principal.getName().equals(accounts.manager())) {
            return null;
        }
        Limits limits = accounts.limitsOf(principal.getName());
        return limits == null ? Limits.NOTHING : limits;
    }

    @Override
    public Result authorise(Caller caller, Operation operation, PermissionedObject object) {
        return authorise(caller, operation, object, Map.of());
    }

    @Override
    public Result authorise(
            Caller caller, Operation operation, PermissionedObject object, Map<String, Object> arguments) {
        AccountBook accounts = book;
        String name = (caller == null ? newToken() : caller).name();
        if (accounts == null || name == null) {
            // The broker's own tasks have no account; it has a rule of its own for them.
            return Result.DEFER;
        }
        if (name.equals(accounts.manager())) {
            return Result.ALLOWED;
        }
        Limits limits = accounts.limitsOf(name);
        return limits != null && isAllowed(limits, operation, object, arguments) ? Result.ALLOWED : Result.DENIED;
    }

    private static boolean isAllowed(
            Limits limits, Operation operation, PermissionedObject object, Map<String, Object> arguments) {
        Class<?> category = object.getCategoryClass();
        OperationType type = operation.getType();
        if (category == Connection.class || category == Session.class) {
            return type == OperationType.CREATE || type == OperationType.UPDATE || type == OperationType.DELETE;
        }
        if (category == VirtualHost.class) {
            return type == OperationType.PERFORM_ACTION && operation.getName().equals("connect");
        }
        if (category == Queue.class) {
            return (type == OperationType.CREATE || type == OperationType.DELETE)
                    && limits.mayUseQueue(object.getName());
        }
        if (category == Consumer.class) {
            return object instanceof QueueConsumer<?, ?> consumer
                    && limits.mayUseQueue(consumer.getQueue().getName());
        }
        if (category == Exchange.class) {
            return isAllowed(limits, operation, object.getName(), arguments);
        }
        return false;
    }

    private static boolean isAllowed(
            Limits limits, Operation operation, String exchange, Map<String, Object> arguments) {
        if (operation.getType() == OperationType.PERFORM_ACTION
                && operation.getName().equals("publish")) {
            return limits.mayWrite(exchange, text(arguments, "routingKey"));
        }
        boolean binds =
                operation.getName().equals("bind") || operation.getName().equals("unbind");
        return operation.getType() == OperationType.INVOKE_METHOD
                && binds
                && limits.mayUseQueue(text(arguments, "destination"))
                && limits.mayRead(exchange, text(arguments, "bindingKey"));
    }

    private static String text(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof String text ? text : null;
    }

    /**
     * Who tries something.
     *
     * @param name of the account; null for the broker itself
     */
    record Caller(String name) implements SecurityToken {}
}

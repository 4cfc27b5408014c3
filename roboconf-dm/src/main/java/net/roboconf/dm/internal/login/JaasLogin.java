package net.roboconf.dm.internal.login;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AccountException;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.CredentialException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** Checks logins against a JAAS realm of the container, the one that its shell uses too. */
public final class JaasLogin implements Login {

    /** The simple name of the class by which the container marks roles; it is not ours to depend on. */
    private static final String ROLE = "RolePrincipal";

    private final String realm;
    private final Configuration realms;

    /**
     * Checks against one realm.
     *
     * @param realm its name, {@code karaf} in a distribution that was not changed
     * @param realms where realms are configured; null for those of the container
     */
    public JaasLogin(String realm, Configuration realms) {
        this.realm = realm;
        this.realms = realms;
    }

    @Override
    public Optional<Person> check(String user, String password) throws RealmUnavailableException {
        Subject subject = new Subject();
        try {
            LoginContext context =
                    new LoginContext(realm, subject, callbacks -> answer(callbacks, user, password), realms);
            context.login();
            Person person = new Person(
                    user,
                    subject.getPrincipals().stream()
                            .filter(p -> p.getClass().getSimpleName().equals(ROLE))
                            .map(p -> p.getName())
                            .collect(Collectors.toSet()));
            context.logout();
            return Optional.of(person);
        } catch (FailedLoginException | AccountException | CredentialException wrong) {
            return Optional.empty();
        } catch (LoginException e) {
            throw new RealmUnavailableException(
                    "The realm '" + realm + "' that knows the users does not answer: " + e.getMessage(), e);
        }
    }

    private static void answer(Callback[] callbacks, String user, String password)
            throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(user);
            } else if (callback instanceof PasswordCallback secret) {
                secret.setPassword(password.toCharArray());
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }
}

package net.roboconf.dm.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.junit.jupiter.api.Test;

class JaasLoginTest {

    /** Marks roles in the way of the container, by the name of the class alone. */
    record RolePrincipal(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** Knows one user. */
    public static final class OneUser implements LoginModule {

        private Subject subject;
        private CallbackHandler handler;

        @Override
        public void initialize(
                Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
            this.subject = subject;
            this.handler = handler;
        }

        @Override
        public boolean login() throws LoginException {
            NameCallback name = new NameCallback("user");
            PasswordCallback password = new PasswordCallback("password", false);
            try {
                handler.handle(new Callback[] {name, password});
            } catch (IOException | UnsupportedCallbackException e) {
                throw new LoginException("no answer");
            }
            if (name.getName().equals("broken")) {
                throw new LoginException("cannot read the users");
            }
            if (!name.getName().equals("jo") || !new String(password.getPassword()).equals("secret")) {
                throw new FailedLoginException("login failed");
            }
            return true;
        }

        @Override
        public boolean commit() {
            subject.getPrincipals().add(new RolePrincipal("viewer"));
            subject.getPrincipals().add(new RolePrincipal("admin"));
            return true;
        }

        @Override
        public boolean abort() {
            return true;
        }

        @Override
        public boolean logout() {
            subject.getPrincipals().clear();
            return true;
        }
    }

    private static final Configuration REALMS = new Configuration() {
        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return name.equals("karaf")
                    ? new AppConfigurationEntry[] {
                        new AppConfigurationEntry(OneUser.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of())
                    }
                    : null;
        }
    };

    private final JaasLogin login = new JaasLogin("karaf", REALMS);

    @Test
    void right_password_gives_the_person_with_its_roles() throws Exception {
        assertThat(login.check("jo", "secret"))
                .hasValueSatisfying(p -> assertThat(p.name()).isEqualTo("jo"))
                .hasValueSatisfying(p -> assertThat(p.roles()).containsExactly("admin", "viewer"));
    }

    @Test
    void wrong_password_gives_nobody() throws Exception {
        assertThat(login.check("jo", "guess")).isEmpty();
        assertThat(login.check("al", "secret")).isEmpty();
    }

    @Test
    void realm_that_does_not_answer_is_no_wrong_password() {
        assertThatThrownBy(() -> login.check("broken", "x"))
                .isInstanceOf(RealmUnavailableException.class)
                .hasMessageContaining("cannot read the users");
        assertThatThrownBy(() -> new JaasLogin("nothing", REALMS).check("jo", "secret"))
                .isInstanceOf(RealmUnavailableException.class)
                .hasMessageContaining("'nothing'");
    }
}

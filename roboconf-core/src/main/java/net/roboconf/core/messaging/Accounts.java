package net.roboconf.core.messaging;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import net.roboconf.core.model.MachineKey;

/**
 * The agents' accounts on a broker: one per machine, limited to its own queue and its application's exchanges, and to its
 * part of the exchange between applications. Methods
 * block (network) and may be called from any thread, at the same time.
 */
public interface Accounts extends AutoCloseable {

    /**
     * Makes these accounts exist as given; those that do already get the given password and permissions.
     *
     * @throws IOException when the broker does not do it; says which account and why. May be tried again.
     */
    void ensure(Collection<Account> accounts) throws IOException;

    /**
     * Removes these accounts and closes their connections; those that do not exist are passed over.
     *
     * @throws IOException when the broker does not do it; may be tried again
     */
    void revoke(Collection<MachineKey> machines) throws IOException;

    /** The settings for {@link MessagingProvider#open} that the machine's agent needs to use its account. */
    Map<String, String> settingsFor(Account account);

    /** Lets go of connections. Never throws. */
    @Override
    void close();

    /**
     * One agent's account.
     *
     * @param machine names the account
     * @param application the application that its agent belongs to
     * @param password secret
     * @param external whether its application exports to other applications, or imports from them
     */
    record Account(MachineKey machine, String application, String password, boolean external) {

        /** The account of an agent that talks to its own application alone. */
        public Account(MachineKey machine, String application, String password) {
            this(machine, application, password, false);
        }

        @Override
        public String toString() {
            return "account of " + machine;
        }
    }
}

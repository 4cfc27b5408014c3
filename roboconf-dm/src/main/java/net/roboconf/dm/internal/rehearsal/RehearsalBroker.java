package net.roboconf.dm.internal.rehearsal;

import java.util.Collection;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.memory.MemoryHub;
import net.roboconf.core.model.MachineKey;

/** The messaging of a rehearsal: nothing leaves the process, and nobody needs an account. */
final class RehearsalBroker implements MessagingProvider, Accounts {

    private final MemoryHub hub = new MemoryHub();

    @Override
    public String type() {
        return "rehearsal";
    }

    @Override
    public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
        return hub.open(self, listener);
    }

    @Override
    public Accounts accounts(Map<String, String> settings) {
        return this;
    }

    @Override
    public void ensure(Collection<Account> accounts) {
        // Whoever comes may enter.
    }

    @Override
    public void revoke(Collection<MachineKey> machines) {
        // There is nothing to take away.
    }

    @Override
    public Map<String, String> settingsFor(Account account) {
        return Map.of();
    }

    /** Lets go of the accounts, of which there are none: {@link #end} is the end of the broker. */
    @Override
    public void close() {
        // Nothing is held.
    }

    /** Ends the broker; those who have entered it are gone. */
    void end() {
        hub.close();
    }
}

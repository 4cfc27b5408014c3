package net.roboconf.dm.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;

/**
 * What the surroundings of the engine are to do. They begin effects in order and wait for none, but for {@link Store}:
 * what is to be stored is durable before anything after it is begun.
 */
public sealed interface DmEffect {

    /** Keep this. */
    record Store(Change change) implements DmEffect {}

    /** Publish a message. */
    record Send(Address to, Message message) implements DmEffect {}

    /** The agents of these applications, and no others, need a place to talk to each other. */
    record Serve(Set<String> applications) implements DmEffect {}

    /**
     * Stay at these places, but for the one that is to be used, which is the surroundings' business: agents may still be
     * there. At no others.
     */
    record KeepOpen(List<MessagingSettings> used) implements DmEffect {}

    /**
     * Tell an agent where to meet, as long as that is the place that is to be used.
     *
     * @param account of the agent, which exists there
     * @param number of the relocation
     * @param to the place, with this Deployment Manager's settings
     */
    record Relocate(Accounts.Account account, long number, MessagingSettings to) implements DmEffect {}

    /** Call a target. Ends with one of its answers. */
    record CallTarget(TargetCall call) implements DmEffect {}

    /**
     * Make accounts on the broker, where the target of a machine needs one. Ends, for each machine, with {@link
     * DmEvent.AccountsEnsured} or {@link DmEvent.AccountsFailed}.
     */
    record EnsureAccounts(List<AccountNeed> needs) implements DmEffect {}

    /** Remove accounts. Ends, for each machine, with {@link DmEvent.AccountsRevoked} or {@link DmEvent.AccountsFailed}. */
    record RevokeAccounts(Set<MachineKey> machines) implements DmEffect {}

    /**
     * Ring once.
     *
     * @param timer replaces an earlier one with this id
     * @param generation comes back with the event
     * @param delay in milliseconds from the event that caused this; 0 or more
     */
    record SetTimer(TimerId timer, long generation, long delay) implements DmEffect {}

    /**
     * Answer a person.
     *
     * @param id of {@link DmEvent.Asked}
     * @param outcome what came of it
     */
    record Answer(long id, Outcome outcome) implements DmEffect {}

    /** Tell people. */
    record Tell(ManagerEvent event) implements DmEffect {}

    /**
     * An account that an agent may need.
     *
     * @param account the account
     * @param handler the kind of target that makes the machine, in lower case
     * @param properties of the machine
     */
    record AccountNeed(Accounts.Account account, String handler, Map<String, String> properties) {}
}

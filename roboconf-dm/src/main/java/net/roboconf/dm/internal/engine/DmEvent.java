package net.roboconf.dm.internal.engine;

import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;

/** What can happen to a Deployment Manager. */
public sealed interface DmEvent {

    /** Messages can pass. */
    record Connected() implements DmEvent {}

    /** Messages cannot pass. */
    record Disconnected() implements DmEvent {}

    /**
     * The messaging that is to be used was entered, maybe again. Followed by {@link Connected}.
     *
     * @param place which that is, with this Deployment Manager's settings
     */
    record Entered(MessagingSettings place) implements DmEvent {}

    /**
     * Messages can pass, or cannot, where agents may still be that have not come along.
     *
     * @param connected whether they can at all such places
     */
    record LeftConnected(boolean connected) implements DmEvent {}

    /**
     * Everything that had come in was handed over, for the first time since the connection was made or since the inbox
     * had been behind for longer than a heartbeat.
     */
    record InboxDrained() implements DmEvent {}

    /** More has come in than could be handed over within a heartbeat. */
    record InboxBehind() implements DmEvent {}

    /**
     * A message came.
     *
     * @param message what was said
     * @param sender the broker-checked account: a machine key, or {@code dm} for agents inside this process
     * @param left whether it came where agents may still be that have not come along
     */
    record Received(Message message, String sender, boolean left) implements DmEvent {

        /** A message that came where agents are to be. */
        public Received(Message message, String sender) {
            this(message, sender, false);
        }
    }

    /**
     * Something came that could not be understood or dealt with; it was set aside.
     *
     * @param sender the broker-checked account; empty when the broker names none
     * @param problem what is wrong with it
     * @param why the same in words, for people
     * @param size in bytes
     * @param untold how many more of this sender were set aside since the last event about it
     */
    record Rejected(String sender, RejectedMessage.Problem problem, String why, long size, long untold)
            implements DmEvent {}

    /**
     * A message may be lost.
     *
     * @param to where it was sent
     * @param message what it said
     */
    record Unconfirmed(Address to, Message message) implements DmEvent {}

    /**
     * A person asked for something.
     *
     * @param id comes back with {@link DmEffect.Answer}
     * @param command what
     */
    record Asked(long id, Command command) implements DmEvent {}

    /**
     * Targets came or went.
     *
     * @param handlers all kinds that can be called now, in lower case, each with how long a creation that was cut off may
     *     still have its effect, in milliseconds
     * @param reasons why others cannot be called, for people: by the handler, or under {@link #ANY} where any may be meant
     */
    record TargetsChanged(Map<String, Long> handlers, Map<String, String> reasons) implements DmEvent {

        /** No handler has this name. */
        public static final String ANY = "*";

        /** With nothing to say about others. */
        public TargetsChanged(Map<String, Long> handlers) {
            this(handlers, Map.of());
        }
    }

    /** Answers {@link DmEffect.EnsureAccounts}. */
    record AccountsEnsured(Set<MachineKey> machines) implements DmEvent {}

    /** Answers {@link DmEffect.RevokeAccounts}. */
    record AccountsRevoked(Set<MachineKey> machines) implements DmEvent {}

    /**
     * Answers {@link DmEffect.EnsureAccounts} or {@link DmEffect.RevokeAccounts}: it could not be done.
     *
     * @param machines which
     * @param why for people
     */
    record AccountsFailed(Set<MachineKey> machines, String why) implements DmEvent {}

    /** The broker has forgotten its accounts: all are to be made again. */
    record AccountsLost() implements DmEvent {}

    /**
     * Answers {@link TargetCall.Kind#CREATE}, or {@link TargetCall.Kind#FIND} when the machine exists.
     *
     * @param call of the effect
     * @param machineId the provider's identifier
     */
    record MachineMade(CallId call, String machineId) implements DmEvent {}

    /** Answers {@link TargetCall.Kind#FIND}: the machine certainly does not exist. */
    record MachineAbsent(CallId call) implements DmEvent {}

    /** Answers {@link TargetCall.Kind#STATUS}. */
    record MachineIs(CallId call, MachineStatus status) implements DmEvent {}

    /** Answers {@link TargetCall.Kind#CONFIGURE}: all scripts have succeeded. */
    record MachineConfigured(CallId call) implements DmEvent {}

    /**
     * Answers {@link TargetCall.Kind#CONFIGURE}: a script has failed.
     *
     * @param call of the effect
     * @param why which, how, and its last lines
     */
    record ScriptFailed(CallId call, String why) implements DmEvent {}

    /** Answers {@link TargetCall.Kind#TERMINATE}: the provider has accepted. */
    record TerminationAccepted(CallId call) implements DmEvent {}

    /**
     * Answers any call of a target: it failed.
     *
     * @param call of the effect
     * @param why the provider's words and what to do
     * @param outcomeUnknown whether the call may have had its effect all the same
     */
    record TargetFailed(CallId call, String why, boolean outcomeUnknown) implements DmEvent {}

    /**
     * A timer rang.
     *
     * @param timer which
     * @param generation of {@link DmEffect.SetTimer}; a stale one is ignored
     */
    record TimerRang(TimerId timer, long generation) implements DmEvent {}
}

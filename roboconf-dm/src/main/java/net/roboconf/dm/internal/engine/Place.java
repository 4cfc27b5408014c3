package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredReport;

/** A machine's instance, what stands on that machine, and what the engine knows of the machine, if there is one. */
final class Place {

    final InstanceNode self;

    /** The machine that this one stands on; null for a root. */
    final Place outer;

    /** The machines that stand on this one, directly. */
    final Set<Place> inner = new LinkedHashSet<>();

    /** What is on it, parents first; not itself, and not what is on inner machines. */
    final Map<InstancePath, InstanceNode> instances = new TreeMap<>();

    /** The present creation of the machine; null while there is none. */
    StoredMachine machine;

    /** What its agent has reported; null as long as it was never heard. */
    StoredReport report;

    /** What its agent reports and the model does not know. */
    final Map<InstancePath, ObservedInstance> unknown = new TreeMap<>();

    // What follows is not kept over a restart of the Deployment Manager.

    /** Whether its agent was heard in this term: before, it is given no order. */
    boolean heard;

    long lastHeard;
    AgentStatus agent = AgentStatus.NONE;
    long agentSince;

    /** The newest order that the agent has accepted, by its own account. */
    OrderVersion accepted = OrderVersion.NONE;

    Rivalry rivalry = new Rivalry();

    /** The revision of this term that its newest report was made under; 0 while that is an older term's. */
    long reportedRevision;

    /** The newest revision that was sent in this term; 0 for none. */
    long revision;

    long orderSentAt;

    /** When the timer for the next order rings, if it is set. */
    long orderTimerAt;

    /** Whether something is wanted that no order has said yet. */
    boolean unsent;

    /** What it imports and whose digest was wrong in the newest heartbeat. */
    Set<ExportsSubject> suspect = Set.of();

    /** What of that it was told again, at the newest heartbeat. */
    Set<ExportsSubject> repaired = Set.of();

    /** Whether its agent can have an account by now. */
    boolean accountReady;

    /** The call of its target that has not been answered; null for none. */
    TargetCall call;

    /** Whether the next call must find out first whether the machine exists. */
    boolean unsure;

    /** Whether a creation was begun whose answer is lost: for a while it may still have its effect. */
    boolean cutOff;

    /** When that was, in monotonic milliseconds, or later. */
    long cutOffAt;

    /** It was seen to be gone while it might still appear. */
    boolean seenGone;

    /** Whether its target has accepted to destroy it. */
    boolean terminationAccepted;

    /** Whether its provider has said that it runs. */
    boolean running;

    /** Whether its agent was last heard at a place that was left. */
    boolean onLeft;

    /** Whether its agent has come to where agents are to be. */
    boolean arrived;

    /** When it may be told again that it has not. */
    long nextRelocation;

    long relocationDelay;

    /** What went wrong last with its target or its account, for people; null when nothing did. */
    String trouble;

    long retryDelay;

    private MachinePicture picture;

    Place(InstanceNode self, Place outer) {
        this.self = self;
        this.outer = outer;
    }

    /** The key of the present creation. */
    MachineKey key() {
        return machine.key();
    }

    /** The outermost machine that this one stands on, or this one. */
    Place root() {
        return outer == null ? this : outer.root();
    }

    /** A creation was begun, and nobody is there any more to hear of its end. */
    void cutOff(long monotonic) {
        cutOff = true;
        cutOffAt = monotonic;
    }

    /** Whether it is not there and not wanted, but a creation that was cut off may still make it. */
    boolean isWatchedFor() {
        return machine != null
                && cutOff
                && (seenGone
                        || machine.phase() == MachinePhase.CREATING
                                && self.stored.expected() == InstanceState.NOT_DEPLOYED);
    }

    /** Whether scripts of its target are still to run, here or on it; false while there is no machine. */
    boolean awaitsScripts() {
        return machine != null && MachineFacts.awaitsScripts(machine, report);
    }

    /** Whether its agent has reported under the newest order about this instance. */
    boolean hasConfirmed(InstanceNode node) {
        return node.orderedState == node.wanted() && node.orderedSince > 0 && reportedRevision >= node.orderedSince;
    }

    Accounts.Account account() {
        return new Accounts.Account(
                machine.key(), machine.application(), machine.password(), self.application.template.isExternal());
    }

    /** Nothing was sent in a new term yet, and nobody has reported under it. */
    void beginTerm() {
        revision = 0;
        reportedRevision = 0;
        instances.values().forEach(node -> {
            node.orderedState = null;
            node.orderedSince = 0;
        });
    }

    /** Its agent has to come elsewhere. */
    void beginRelocation() {
        arrived = false;
        nextRelocation = 0;
        relocationDelay = 0;
    }

    /** Forgets all about a machine that is no more. */
    void clear() {
        machine = null;
        report = null;
        unknown.clear();
        heard = false;
        agent = AgentStatus.NONE;
        agentSince = 0;
        accepted = OrderVersion.NONE;
        reportedRevision = 0;
        rivalry = new Rivalry();
        revision = 0;
        orderSentAt = 0;
        unsent = false;
        suspect = Set.of();
        repaired = Set.of();
        accountReady = false;
        call = null;
        unsure = false;
        cutOff = false;
        cutOffAt = 0;
        seenGone = false;
        terminationAccepted = false;
        running = false;
        trouble = null;
        retryDelay = 0;
        lastHeard = 0;
        onLeft = false;
        beginRelocation();
        instances.values().forEach(node -> {
            node.observed = null;
            node.ordered = null;
            node.orderedState = null;
            node.orderedSince = 0;
        });
    }

    void changed() {
        picture = null;
        self.application.changed();
    }

    MachinePicture picture(MachineFacts facts) {
        if (picture == null) {
            List<InstancePicture> pictures = new ArrayList<>(instances.size() + 1);
            pictures.add(self.picture());
            instances.values().forEach(node -> pictures.add(node.picture()));
            picture = new MachinePicture(facts, pictures);
        }
        return picture;
    }

    boolean isPictured() {
        return picture != null;
    }

    @Override
    public String toString() {
        return "machine of " + self;
    }
}

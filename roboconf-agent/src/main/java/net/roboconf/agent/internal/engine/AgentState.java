package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Transition;
import net.roboconf.core.model.InstancePath;

/**
 * What the parts of the engine share: the instances, the orders, the effects of the event that is being handled, and the
 * list of instances that must be looked at again before it is done.
 */
final class AgentState {

    /** How many state changes travel with one observed statement at most. */
    private static final int MAX_TRANSITIONS = 200;

    final AgentIdentity me;
    final AgentTuning tuning;
    final Timers timers = new Timers(this);
    final Map<InstancePath, Instance> instances = new TreeMap<>();

    long epoch;
    String application;
    OrderVersion accepted = OrderVersion.NONE;
    List<DesiredAncestor> ancestors = List.of();
    String rootAddress;
    Set<String> installers = Set.of();

    /** Why others are not there: see {@link AgentEvent.PluginsChanged}. */
    Map<String, String> missingInstallers = Map.of();
    /** The same for those whose plug-in is suspended, with the reason. */
    Map<String, String> suspended = Map.of();

    /** When an installer that is missing now may still only be late, milliseconds of the monotonic clock. */
    long pluginsDue;

    boolean connected;

    /** Another agent speaks under our key: no step is begun. */
    boolean held;

    /** Something is to be told to the Deployment Manager. */
    boolean observedChanged;

    final List<Transition> transitions = new ArrayList<>();

    private long sequence;
    private long steps;
    private Moment now;
    private List<AgentEffect> effects = new ArrayList<>();
    private final Set<InstancePath> toAdvance = new LinkedHashSet<>();
    private final Map<InstancePath, Instance> unsaved = new LinkedHashMap<>();

    AgentState(AgentIdentity me, AgentTuning tuning) {
        this.me = me;
        this.tuning = tuning;
        this.application = me.application();
    }

    void begin(Moment moment) {
        now = moment;
    }

    List<AgentEffect> finish() {
        List<AgentEffect> finished = effects;
        effects = new ArrayList<>();
        return finished;
    }

    Moment now() {
        return now;
    }

    void effect(AgentEffect effect) {
        effects.add(effect);
    }

    void send(Address to, Message message) {
        effects.add(new AgentEffect.Send(to, message));
    }

    void store(Memo memo, boolean durable) {
        effects.add(new AgentEffect.Store(memo, durable));
    }

    StatementVersion nextVersion() {
        return new StatementVersion(epoch, ++sequence);
    }

    /** Nothing newer was ever stated here, as far as this disk knows. */
    StatementVersion newestVersion() {
        return new StatementVersion(epoch, sequence);
    }

    /** Machines that are agents on one host must not take each other's steps for their own. */
    String nextStepId() {
        return me.machine() + "-" + epoch + "-" + ++steps;
    }

    /** Why the plug-in of an instance is not used for a while; null when it is not suspended. */
    String whySuspended(Instance instance) {
        String why = suspended.get(instance.desired.installer().toLowerCase(Locale.ROOT));
        return why != null ? why : suspended.get(AgentEvent.PluginsChanged.EVERY);
    }

    /** The address that the exports on this machine take. */
    String address() {
        return rootAddress == null ? me.address() : rootAddress;
    }

    void advanceLater(Instance instance) {
        toAdvance.add(instance.path);
    }

    /** The next instance to look at; null when there is none. */
    Instance nextToAdvance() {
        Iterator<InstancePath> paths = toAdvance.iterator();
        while (paths.hasNext()) {
            Instance instance = instances.get(paths.next());
            paths.remove();
            if (instance != null) {
                return instance;
            }
        }
        return null;
    }

    /** Changes what an instance is doing; tells nobody when nothing changes. */
    void become(Instance instance, InstanceState state, Reason reason, String message) {
        boolean other = instance.state != state;
        if (!other && instance.reason == reason && instance.message.equals(message)) {
            return;
        }
        if (other || instance.reason != reason) {
            instance.since = now.wall();
            if (transitions.size() == MAX_TRANSITIONS) {
                transitions.remove(0);
            }
            transitions.add(new Transition(instance.path, state, reason, now.wall()));
        }
        instance.state = state;
        instance.reason = reason;
        instance.message = message;
        observedChanged = true;
        saveLater(instance, false);
        if (other) {
            advanceLater(instance);
            instance.children.values().forEach(this::advanceLater);
            if (instance.parent != null) {
                advanceLater(instance.parent);
            }
        }
    }

    void saveLater(Instance instance, boolean durably) {
        instance.unsaved = true;
        instance.unsavedDurably |= durably;
        unsaved.put(instance.path, instance);
    }

    void save(Instance instance) {
        if (instance.unsaved) {
            store(instance.memo(), instance.unsavedDurably);
            instance.unsaved = false;
            instance.unsavedDurably = false;
            unsaved.remove(instance.path);
        }
    }

    void saveAll() {
        for (Instance instance : List.copyOf(unsaved.values())) {
            save(instance);
        }
    }

    void forget(Instance instance) {
        instances.remove(instance.path);
        unsaved.remove(instance.path);
        if (instance.parent != null) {
            instance.parent.children.remove(instance.path);
        }
        observedChanged = true;
        store(new Memo.InstanceForgotten(instance.path), false);
        effect(new AgentEffect.DropLog(instance.path));
    }

    Map<String, String> exportsOf(Instance instance) {
        return exports(instance.desired.exports(), instance.desired.addressExports());
    }

    Map<String, String> exports(Map<String, String> values, List<String> addressExports) {
        if (addressExports.isEmpty()) {
            return values;
        }
        Map<String, String> all = new HashMap<>(values);
        addressExports.forEach(name -> all.put(name, address()));
        return all;
    }
}

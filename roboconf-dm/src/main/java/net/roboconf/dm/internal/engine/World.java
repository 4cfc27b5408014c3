package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.Target;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.TemplateId;

/** All that the engine knows, and the effects of the event that it is at. Shared by the parts of the engine. */
final class World {

    final DmTuning tuning;
    final Secrets secrets;
    final Timers timers = new Timers();

    final Map<TemplateId, TemplateNode> templates = new TreeMap<>();
    final Map<String, ApplicationNode> applications = new TreeMap<>();
    final Map<String, StoredTarget> targets = new TreeMap<>();

    /** The machines that are there, or are being made or destroyed. */
    final Map<MachineKey, Place> places = new HashMap<>();

    /** The machines that are no more, but whose accounts are still to be removed. */
    final Map<MachineKey, Departed> leaving = new LinkedHashMap<>();

    /**
     * The kinds of targets that are installed, in lower case, each with how long a creation that was cut off may still have
     * its effect, in milliseconds.
     */
    Map<String, Long> handlers = Map.of();

    /** Why others are not there: see {@link DmEvent.TargetsChanged}. */
    Map<String, String> missingHandlers = Map.of();

    long term;

    /** The newest revision of all orders. */
    long revision;

    /** The newest order that can have been given before this start, as far as the store knows. */
    OrderVersion before = OrderVersion.NONE;

    boolean suspended;
    boolean connected;

    /** The same where agents may still be that have not come along. */
    boolean leftConnected;

    long lastEventId;

    /** Machines for which something may be to do at the end of the event. */
    private final Set<Place> touched = new LinkedHashSet<>();

    /** Machines whose agent is to be given an order. */
    final Set<Place> orderDue = new LinkedHashSet<>();

    private long verdicts;
    private long calls;
    private Moment now;
    private List<DmEffect> effects = new ArrayList<>();

    World(DmTuning tuning, Secrets secrets) {
        this.tuning = tuning;
        this.secrets = secrets;
    }

    void begin(Moment moment) {
        now = moment;
        effects = new ArrayList<>();
    }

    Moment now() {
        return now;
    }

    List<DmEffect> effects() {
        return effects;
    }

    void add(DmEffect effect) {
        effects.add(effect);
    }

    void store(Change change) {
        effects.add(new DmEffect.Store(change));
    }

    void send(Address to, Message message) {
        effects.add(new DmEffect.Send(to, message));
    }

    void setTimer(TimerId timer, long delay) {
        effects.add(timers.set(timer, delay));
    }

    void serve() {
        effects.add(new DmEffect.Serve(Set.copyOf(applications.keySet())));
    }

    /** Whether messages can pass between here and the place where the agent of a machine was heard last. */
    boolean reaches(Place place) {
        return place.onLeft ? leftConnected : connected;
    }

    /** What is wanted of a machine, or what is known of it, has changed. */
    void touch(Place place) {
        touched.add(place);
    }

    /** The next machine that was touched; null when there is none left. */
    Place nextTouched() {
        Iterator<Place> places = touched.iterator();
        if (!places.hasNext()) {
            return null;
        }
        Place place = places.next();
        places.remove();
        return place;
    }

    /** What is wanted of an instance has changed, or may become an order now. */
    void order(InstanceNode node) {
        if (!node.isMachine()) {
            node.ordered = null;
            orderDue.add(node.place);
        }
    }

    long nextVerdict() {
        return ++verdicts;
    }

    CallId nextCall(MachineKey machine) {
        // Answers to an earlier run of the engine may still come: the term keeps them apart.
        return new CallId(machine, (term << 32) + ++calls);
    }

    // What happened

    void tell(ManagerEvent.Kind kind, String application, InstancePath path, String message) {
        tell(kind, application, path, null, Reason.NONE, message);
    }

    void tell(
            ManagerEvent.Kind kind,
            String application,
            InstancePath path,
            InstanceState state,
            Reason reason,
            String message) {
        tell(kind, application, path, state, reason, message, now.wall());
    }

    void tell(
            ManagerEvent.Kind kind,
            String application,
            InstancePath path,
            InstanceState state,
            Reason reason,
            String message,
            long at) {
        tell(new ManagerEvent(++lastEventId, at, kind, application, path, state, reason, message, null));
    }

    void tellSignal(String application, InstancePath path, String name, String text, long at) {
        tell(new ManagerEvent(
                ++lastEventId, at, ManagerEvent.Kind.SIGNAL, application, path, null, Reason.NONE, text, name));
    }

    private void tell(ManagerEvent event) {
        store(new Change.Happened(event));
        effects.add(new DmEffect.Tell(event));
    }

    // What is kept

    void put(InstanceNode node, StoredInstance stored) {
        if (!stored.equals(node.stored)) {
            InstanceState before = node.stored.expected();
            node.stored = stored;
            order(node);
            if (!stored.inWaves()) {
                // Somebody may have waited for it to go, which is not asked of it any more.
                Holds.passed(node.application, List.of(node)).forEach(this::order);
            }
            touch(node.place);
            node.place.changed();
            store(new Change.PutInstance(stored));
            if (before != stored.expected()) {
                node.visit(this::order);
                tell(
                        ManagerEvent.Kind.EXPECTED_CHANGED,
                        stored.application(),
                        stored.path(),
                        stored.expected(),
                        Reason.NONE,
                        "");
            }
        }
    }

    void put(Place place, StoredMachine machine) {
        place.machine = machine;
        place.changed();
        places.put(machine.key(), place);
        store(new Change.PutMachine(machine));
    }

    /** Nobody hears any more of the end of a creation that was begun; that outlives this life, too. */
    void cutOff(Place place) {
        place.cutOff(now().monotonic());
        put(place, place.machine.cutOffAt(now().wall()));
    }

    // Who is bound to whom

    /** The applications that are bound to this one, sorted by name. */
    List<ApplicationNode> boundTo(ApplicationNode provider) {
        ExternalExports exports = provider.template.stored().externalExports();
        return exports == null
                ? List.of()
                : applications.values().stream()
                        .filter(other ->
                                other.stored.providers(exports.prefix()).contains(provider.name()))
                        .toList();
    }

    /** The applications whose agents may know those of this one: itself, those bound to it, those it is bound to. */
    Set<String> acquaintances(String application) {
        Set<String> names = new LinkedHashSet<>();
        names.add(application);
        ApplicationNode node = applications.get(application);
        if (node != null) {
            boundTo(node).forEach(other -> names.add(other.name()));
            node.stored.bindings().values().forEach(names::addAll);
        }
        return names;
    }

    // What people name

    ApplicationNode application(String name) {
        ApplicationNode application = applications.get(name);
        if (application == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "There is no application '" + name + "'");
        }
        return application;
    }

    InstanceNode instance(String application, InstancePath path) {
        InstanceNode node = application(application).instances.get(path);
        if (node == null) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND, "There is no instance " + path + " in application '" + application + "'");
        }
        return node;
    }

    TargetChoice choice(Place place) {
        Map<String, String> scopes = place.self.application.stored.targets();
        String id = scopes.get(place.self.path().value());
        if (id == null) {
            id = scopes.get("@" + place.self.component.name());
        }
        if (id == null) {
            id = scopes.get("");
        }
        StoredTarget target = id == null ? null : targets.get(id);
        if (target == null) {
            return TargetChoice.NONE;
        }
        String handler = Handlers.normal(target.handler());
        return new TargetChoice(id, handler, handlers.containsKey(handler) ? null : missingHandler(id, handler));
    }

    /** For people: the handler of a target definition is not there. */
    String missingHandler(String target, String handler) {
        String needs = "The target '" + target + "' needs a handler '" + handler + "', which is ";
        String known = missingHandlers.get(handler);
        if (known != null) {
            return needs + "missing: " + known + ". It goes on as soon as it can be used";
        }
        String guessed = missingHandlers.get(DmEvent.TargetsChanged.ANY);
        return needs + "not installed; it goes on as soon as it is"
                + (guessed == null ? "" : ". It may be the one that does not run: " + guessed);
    }

    /** How long a creation by this kind of target that was cut off may still have its effect, in milliseconds. */
    long lateCreation(String handler) {
        return handlers.getOrDefault(handler, Target.LATE_CREATION.toMillis());
    }

    MachineFacts facts(Place place) {
        return new MachineFacts(
                place.self.path(),
                place.machine,
                place.report,
                place.agent,
                place.agentSince,
                place.trouble,
                place.isWatchedFor(),
                choice(place),
                place.self.parent == null || place.self.parent.isStarted(),
                suspended,
                List.copyOf(place.unknown.keySet()));
    }

    /** Tells people of a machine's state when it is another than the one that they were told of last. */
    void tellMachine(Place place) {
        InstanceNode self = place.self;
        Shown shown = Shown.ofMachine(self.stored, facts(place));
        if (!shown.saysTheSameAs(self.told)) {
            boolean first = self.told == null && shown.state() == InstanceState.NOT_DEPLOYED;
            self.told = shown;
            place.changed();
            if (!first) {
                tell(
                        ManagerEvent.Kind.STATE_CHANGED,
                        self.application.name(),
                        self.path(),
                        shown.state(),
                        shown.reason(),
                        shown.message());
            }
        }
    }
}

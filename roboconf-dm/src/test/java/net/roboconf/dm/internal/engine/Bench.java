package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;

/**
 * An engine with all its surroundings in one thread and on virtual time: a broker that loses nothing, a target that makes
 * machines, and agents that do at once what they are told. Each of these can be held back.
 */
final class Bench {

    private static final StoredTarget TARGET = new StoredTarget("t", Map.of("handler", "Local"), null, null);

    DmTuning tuning = DmTuning.DEFAULT;
    DmState stored = new DmState();
    DmEngine engine;

    /** Machines that the provider has, by key. */
    final Map<MachineKey, String> provider = new TreeMap<>();

    /** Agents by key; they speak only when told to. */
    final Map<MachineKey, FakeAgent> agents = new TreeMap<>();

    final Set<MachineKey> accounts = new HashSet<>();
    final List<DmEffect> log = new ArrayList<>();
    final List<ManagerEvent> told = new ArrayList<>();
    /** How the scripts of the Deployment Manager fail; null when they succeed. */
    String scriptFailure;

    final List<TargetCall> heldCalls = new ArrayList<>();
    final Map<Long, Outcome> answers = new HashMap<>();

    /** Calls that stay unanswered until {@link #answer}. */
    Predicate<TargetCall> hold = call -> false;

    /** Whether the broker has not answered yet about accounts. */
    boolean holdAccounts;

    /** How long a creation that was cut off may still have its effect, in milliseconds. */
    long lateCreation = 660_000;

    /** Whether agents get what is sent to them. */
    Predicate<Message> deliver = message -> true;

    /** Whether new machines bring up an agent by themselves. */
    boolean agentsComeUp = true;

    private final Map<TimerId, Ring> timers = new HashMap<>();
    private final List<Runnable> pending = new ArrayList<>();
    private long clock = 1_000;
    private int keys;
    private long commands;

    private record Ring(long at, long generation) {}

    Bench() {
        start();
    }

    static Bench with(StoredTemplate template) {
        Bench bench = new Bench();
        bench.setUp(template);
        return bench;
    }

    /** Connects, and makes the application {@code shop} of a template. */
    void setUp(StoredTemplate template) {
        handle(new DmEvent.TargetsChanged(Map.of("local", lateCreation)));
        handle(new DmEvent.Connected());
        handle(new DmEvent.InboxDrained());
        done(new Command.PutTarget(TARGET));
        done(new Command.AddTemplate(template, List.of()));
        done(new Command.CreateApplication("shop", Sketch.ID, ""));
    }

    /** Starts the engine, or starts it anew from what was stored. */
    void start() {
        timers.clear();
        pending.clear();
        engine = new DmEngine(
                tuning,
                new Secrets() {
                    @Override
                    public MachineKey machineKey() {
                        return new MachineKey("m" + (++keys));
                    }

                    @Override
                    public String password() {
                        return "secret";
                    }
                },
                copy(stored));
        take(engine.start(now()));
    }

    /** A crash and a new start, with everything around still there. */
    void restart() {
        start();
        handle(new DmEvent.TargetsChanged(Map.of("local", lateCreation)));
        handle(new DmEvent.Connected());
        handle(new DmEvent.InboxDrained());
    }

    Moment now() {
        return new Moment(clock, 1_000_000 + clock);
    }

    void handle(DmEvent event) {
        take(engine.handle(event, now()));
        while (!pending.isEmpty()) {
            pending.remove(0).run();
        }
    }

    private void take(List<DmEffect> effects) {
        for (DmEffect effect : effects) {
            log.add(effect);
            if (effect instanceof DmEffect.Store store) {
                stored.apply(store.change());
            } else if (effect instanceof DmEffect.SetTimer timer) {
                timers.put(timer.timer(), new Ring(clock + timer.delay(), timer.generation()));
            } else if (effect instanceof DmEffect.EnsureAccounts ensure) {
                Set<MachineKey> all = ensure.needs().stream()
                        .map(need -> need.account().machine())
                        .collect(Collectors.toSet());
                accounts.addAll(all);
                if (!holdAccounts) {
                    pending.add(() -> handle(new DmEvent.AccountsEnsured(all)));
                }
            } else if (effect instanceof DmEffect.RevokeAccounts revoke) {
                accounts.removeAll(revoke.machines());
                pending.add(() -> handle(new DmEvent.AccountsRevoked(revoke.machines())));
            } else if (effect instanceof DmEffect.CallTarget call) {
                if (hold.test(call.call())) {
                    heldCalls.add(call.call());
                } else {
                    pending.add(() -> answer(call.call()));
                }
            } else if (effect instanceof DmEffect.Answer answer) {
                answers.put(answer.id(), answer.outcome());
            } else if (effect instanceof DmEffect.Tell tell) {
                told.add(tell.event());
            } else if (effect instanceof DmEffect.Send send) {
                if (deliver.test(send.message())) {
                    pending.add(() -> deliver(send));
                }
            }
        }
    }

    private void deliver(DmEffect.Send send) {
        if (send.to() instanceof Address.Machine machine && agents.containsKey(machine.machine())) {
            agents.get(machine.machine()).receive(send.message());
        } else if (send.to() instanceof Address.Everyone) {
            // What one of them says may bring up another.
            List.copyOf(agents.values()).forEach(agent -> agent.receive(send.message()));
        }
    }

    /** Does what a target is asked, and answers. */
    void answer(TargetCall call) {
        switch (call.kind()) {
            case CREATE -> {
                provider.putIfAbsent(call.key(), "id-" + call.key());
                handle(new DmEvent.MachineMade(call.id(), provider.get(call.key())));
                if (agentsComeUp) {
                    boot(call.key()).heartbeat();
                }
            }
            case FIND ->
                handle(
                        provider.containsKey(call.key())
                                ? new DmEvent.MachineMade(call.id(), provider.get(call.key()))
                                : new DmEvent.MachineAbsent(call.id()));
            case STATUS ->
                handle(new DmEvent.MachineIs(
                        call.id(), provider.containsKey(call.key()) ? MachineStatus.RUNNING : MachineStatus.GONE));
            case CONFIGURE -> {
                String failure = scriptFailure;
                handle(
                        failure == null
                                ? new DmEvent.MachineConfigured(call.id())
                                : new DmEvent.ScriptFailed(call.id(), failure));
            }
            case TERMINATE -> {
                provider.remove(call.key());
                agents.remove(call.key());
                handle(new DmEvent.TerminationAccepted(call.id()));
            }
        }
    }

    /** Brings up an agent on each machine that has none. */
    void bootMissing() {
        for (MachineKey key : List.copyOf(provider.keySet())) {
            if (!agents.containsKey(key)) {
                boot(key).heartbeat();
            }
        }
    }

    FakeAgent boot(MachineKey key) {
        FakeAgent agent = new FakeAgent(key, message -> handle(received(key, message)), () -> now().wall());
        agents.put(key, agent);
        return agent;
    }

    private DmEvent received(MachineKey key, Message message) {
        FakeAgent agent = agents.get(key);
        return new DmEvent.Received(message, key.value(), agent != null && agent.left);
    }

    /** A second agent under the same key, which hears nothing. */
    FakeAgent twin(FakeAgent agent, String bootId) {
        FakeAgent twin = new FakeAgent(
                agent.key, message -> handle(new DmEvent.Received(message, agent.key.value())), () -> now().wall());
        twin.bootId = bootId;
        twin.epoch = agent.epoch;
        twin.accepted = agent.accepted;
        twin.address = agent.address;
        return twin;
    }

    /** Lets time pass; agents send heartbeats meanwhile. */
    void pass(long millis) {
        pass(millis, agent -> true);
    }

    /** Lets time pass; some agents send heartbeats meanwhile. */
    void pass(long millis, Predicate<FakeAgent> speaks) {
        long end = clock + millis;
        long beat = clock + 5_000;
        while (true) {
            Optional<Map.Entry<TimerId, Ring>> next =
                    timers.entrySet().stream().min((a, b) -> Long.compare(a.getValue().at, b.getValue().at));
            long at = Math.min(next.map(timer -> timer.getValue().at).orElse(Long.MAX_VALUE), beat);
            if (at > end) {
                clock = end;
                return;
            }
            clock = Math.max(clock, at);
            if (at == beat) {
                beat += 5_000;
                List.copyOf(agents.values()).stream().filter(speaks).forEach(FakeAgent::heartbeat);
            } else {
                Map.Entry<TimerId, Ring> timer = next.orElseThrow();
                timers.remove(timer.getKey());
                handle(new DmEvent.TimerRang(timer.getKey(), timer.getValue().generation));
            }
        }
    }

    Outcome ask(Command command) {
        long id = ++commands;
        handle(new DmEvent.Asked(id, command));
        return answers.get(id);
    }

    void done(Command command) {
        Outcome outcome = ask(command);
        if (!(outcome instanceof Outcome.Done)) {
            throw new AssertionError(outcome);
        }
    }

    void deployAll() {
        done(new Command.ChangeAll("shop", null, Command.Bulk.DEPLOY_AND_START));
    }

    void undeployAll() {
        done(new Command.ChangeAll("shop", null, Command.Bulk.UNDEPLOY));
    }

    void expect(String path, InstanceState state) {
        done(new Command.ChangeState("shop", new InstancePath(path), state));
    }

    MachinePicture machine(String path) {
        return machine("shop", path);
    }

    MachinePicture machine(String application, String path) {
        return engine.picture().applications().get(application).machines().stream()
                .filter(machine -> machine.facts().path().value().equals(path))
                .findFirst()
                .orElseThrow();
    }

    MachineKey key(String path) {
        return machine(path).facts().machine().key();
    }

    FakeAgent agent(String path) {
        return agents.get(key(path));
    }

    FakeAgent agent(String application, String path) {
        return agents.get(machine(application, path).facts().machine().key());
    }

    Map<String, Shown> shown() {
        Map<String, Shown> shown = new TreeMap<>();
        ApplicationPicture application = engine.picture().applications().get("shop");
        for (MachinePicture machine : application.machines()) {
            for (InstancePicture instance : machine.instances()) {
                boolean self = instance.path().equals(machine.facts().path());
                shown.put(
                        instance.path().value(),
                        self
                                ? Shown.ofMachine(instance.stored(), machine.facts())
                                : Shown.ofInstance(instance.stored(), instance.observed(), machine.facts()));
            }
        }
        return shown;
    }

    InstanceState state(String path) {
        return shown().get(path).state();
    }

    Set<InstanceState> states() {
        return shown().values().stream().map(Shown::state).collect(Collectors.toSet());
    }

    <M extends Message> Stream<M> sent(Class<M> type) {
        return log.stream()
                .filter(effect -> effect instanceof DmEffect.Send)
                .map(effect -> ((DmEffect.Send) effect).message())
                .filter(type::isInstance)
                .map(type::cast);
    }

    Desired lastOrder(String path) {
        MachineKey key = key(path);
        return sent(Desired.class)
                .filter(desired -> desired.machine().equals(key))
                .reduce((a, b) -> b)
                .orElse(null);
    }

    Stream<TargetCall> calls(TargetCall.Kind kind) {
        return log.stream()
                .filter(effect -> effect instanceof DmEffect.CallTarget)
                .map(effect -> ((DmEffect.CallTarget) effect).call())
                .filter(call -> call.kind() == kind);
    }

    /** The same state, through its changes: what a store would give back. */
    static DmState copy(DmState state) {
        DmState copy = new DmState();
        copy.apply(new Change.Term(state.term()));
        copy.apply(new Change.Revision(state.revision()));
        copy.apply(new Change.Suspended(state.suspended()));
        copy.apply(new Change.Messaging(state.messaging()));
        state.templates().values().forEach(template -> copy.apply(new Change.PutTemplate(template)));
        state.targets().values().forEach(target -> copy.apply(new Change.PutTarget(target)));
        state.applications().values().forEach(application -> {
            copy.apply(new Change.PutApplication(application));
            state.instances(application.name()).values().forEach(i -> copy.apply(new Change.PutInstance(i)));
        });
        state.machines().values().forEach(machine -> {
            copy.apply(new Change.PutMachine(machine));
            state.observed(machine.key()).values().forEach(o -> copy.apply(new Change.PutObserved(machine.key(), o)));
        });
        state.reports().values().forEach(report -> copy.apply(new Change.PutReport(report)));
        state.events().forEach(event -> copy.apply(new Change.Happened(event)));
        return copy;
    }
}

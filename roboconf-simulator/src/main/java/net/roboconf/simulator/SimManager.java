package net.roboconf.simulator;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEngine;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.Moment;
import net.roboconf.dm.internal.engine.Outcome;
import net.roboconf.dm.internal.engine.Picture;
import net.roboconf.dm.internal.engine.Secrets;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.store.Lease;
import net.roboconf.dm.internal.store.LeaseTable;

/**
 * A Deployment Manager over a store. It may be killed between any two effects; what it has stored stays.
 *
 * <p>One that shares the store with others acts while it has the {@link Lease}, and is a stand-by else. It may also stand
 * still between any two effects, and be cut off from the store.
 */
final class SimManager implements SimBroker.Client {

    private static final long WALL = 1_700_000_000_000L;

    /** How often a stand-by looks for its turn, in milliseconds. */
    private static final long LOOKS_EVERY = 500;

    /** Who stands still for longer has lost its connection, in milliseconds. */
    private static final long CONNECTION_LASTS = 10_000;

    private final String name;

    private final VirtualTime time;
    private final Chances chances;
    private final Story story;
    private final SimBroker broker;
    private final SimTargets targets;
    private final Invariants invariants;
    private final Mutation mutation;
    private final SimStore store;
    private final ManagerRules rules;
    private final Map<Long, Consumer<Outcome>> asked = new HashMap<>();

    /** Null for the only one over its store. */
    private final SimLeases leases;

    private final LeaseTable table;

    /** What it was about to do when it stood still, and what has come since. */
    private final Deque<Runnable> held = new ArrayDeque<>();

    private DmEngine engine;
    private Lease lease;

    /** The lives of the engine, and those of the process. */
    private long life;

    private long process;
    private long questions;
    private boolean alive;
    private boolean active;
    private boolean suspended;
    private boolean cutOff;

    /** What its wall clock is ahead of the true one, in milliseconds. */
    private long clockError;

    /** The only one over its store. */
    SimManager(Stage stage, SimTargets targets, SimStore store) {
        this("dm", stage, targets, store, null);
    }

    /** One of several over a store. */
    SimManager(String name, Stage stage, SimTargets targets, SimStore store, SimLeases leases) {
        this.name = name;
        this.leases = leases;
        table = leases == null ? null : leases.reachedBy(this);
        time = stage.time();
        chances = stage.chances();
        story = stage.story();
        broker = stage.broker();
        invariants = stage.invariants();
        mutation = stage.mutation();
        this.targets = targets;
        this.store = store;
        rules = new ManagerRules(store, stage.signals());
    }

    void boot() {
        process++;
        alive = true;
        story.tell(name + " boots");
        if (leases == null) {
            activate();
        } else {
            life++;
            awaitTurn();
        }
    }

    private void awaitTurn() {
        long thisLife = life;
        Optional<Lease> taken = Optional.empty();
        try {
            taken = Lease.take(table, time::now);
        } catch (SQLException e) {
            story.tell(name + ": " + e.getMessage());
        }
        if (taken.isPresent()) {
            lease = taken.get();
            renewIn(Lease.RENEWED_EVERY, lease);
            activate();
        } else {
            time.in(
                    LOOKS_EVERY,
                    () -> whenAwake(() -> {
                        if (life == thisLife) {
                            awaitTurn();
                        }
                    }));
        }
    }

    private void renewIn(long delay, Lease present) {
        time.in(
                delay,
                () -> whenAwake(() -> {
                    if (lease == present) {
                        long next = present.renew();
                        if (next >= 0) {
                            renewIn(next, present);
                        } else {
                            standBack(present.over());
                        }
                    }
                }));
    }

    private void activate() {
        life++;
        active = true;
        story.tell(name + " is active");
        engine = new DmEngine(DmTuning.DEFAULT, new SeededSecrets(chances), store.state());
        perform(mutation.does(engine.start(moment())));
        feed(new DmEvent.TargetsChanged(Map.of("sim", targets.lateCreation())));
        if (active) {
            broker.open(this, null);
        }
    }

    /** Forgets its engine, and waits for its next turn. */
    private void standBack(String why) {
        story.tell(name + " stands back: " + why);
        end();
        long thisLife = life;
        time.in(
                LOOKS_EVERY,
                () -> whenAwake(() -> {
                    if (life == thisLife) {
                        awaitTurn();
                    }
                }));
    }

    private void end() {
        active = false;
        lease = null;
        life++;
        asked.clear();
        broker.close(this);
    }

    void bootIfDead() {
        if (!alive) {
            boot();
        }
    }

    void kill() {
        if (alive) {
            story.tell(name + " is killed");
            alive = false;
            process++;
            suspended = false;
            held.clear();
            end();
        }
    }

    /** Stands still for a while, between any two things that it does. */
    void suspend(long lasts) {
        if (alive && !suspended) {
            story.tell(name + " stands still for " + lasts + " ms");
            suspended = true;
            long thisProcess = process;
            time.in(lasts, () -> {
                if (process == thisProcess) {
                    wake();
                    if (lasts > CONNECTION_LASTS) {
                        broker.cut(this);
                    }
                }
            });
        }
    }

    private void wake() {
        if (suspended) {
            story.tell(name + " goes on");
            suspended = false;
            while (!suspended && !held.isEmpty()) {
                held.poll().run();
            }
        }
    }

    /** Is cut off from the store for a while. */
    void cutOff(long lasts) {
        story.tell(name + " is cut off from the store for " + lasts + " ms");
        cutOff = true;
        time.in(lasts, () -> cutOff = false);
    }

    /** The faults are over. */
    void recover() {
        cutOff = false;
        wake();
        bootIfDead();
    }

    /** Asks something of the database. */
    void reach() throws SQLException {
        if (cutOff) {
            throw new SQLException("the database is not reached");
        }
    }

    private void whenAwake(Runnable work) {
        if (suspended) {
            held.add(work);
        } else {
            work.run();
        }
    }

    /** Whether it may act, by what it knows itself. */
    boolean holdsLease() {
        return alive && lease != null && lease.isHeld();
    }

    /** Whether nothing keeps it from taking its turn. */
    boolean isWell() {
        return alive && !suspended && !cutOff;
    }

    /** Its wall clock jumps; what it measures durations with does not. */
    void clockJumps(long by) {
        story.tell(name + ": clock jumps by " + by / 1000 + " s");
        clockError += by;
    }

    /** Sets the store back while it is down. */
    void restore(int backup) {
        kill();
        story.tell(name + ": its store is set back to a backup");
        store.restore(backup);
    }

    /** Whether it answers people. */
    boolean isActive() {
        return active && !suspended;
    }

    /** Everything as people see it. The manager must have been booted once. */
    Picture picture() {
        return engine.picture();
    }

    /** Asks as a person would; the answer comes at once, or never when the Deployment Manager dies before. */
    void ask(Command command, Consumer<Outcome> answer) {
        if (isActive()) {
            long question = ++questions;
            asked.put(question, answer);
            rules.asked(question, command);
            feed(new DmEvent.Asked(question, command));
        }
    }

    /** Tells an agent at once, without its engine: a call. */
    void call(Call call) {
        if (isActive()) {
            broker.publish(this, new Address.Machine(call.machine()), call);
        }
    }

    private Moment moment() {
        return new Moment(time.now(), WALL + clockError + time.now());
    }

    private void feed(DmEvent event) {
        for (DmEvent heard : mutation.hears(event)) {
            if (active) {
                perform(mutation.does(engine.handle(heard, moment())));
            }
        }
    }

    private void later(long delay, DmEvent event) {
        long thisLife = life;
        time.in(delay, () -> feedIn(thisLife, event));
    }

    private void feedIn(long thatLife, DmEvent event) {
        whenAwake(() -> {
            if (life == thatLife) {
                feed(event);
            }
        });
    }

    private void perform(List<DmEffect> effects) {
        long thisLife = life;
        // One commit for an event, all or nothing, before anything else is done.
        if (effects.isEmpty() || dies()) {
            return;
        }
        if (standsStill()) {
            held.addFirst(() -> commit(effects, thisLife));
        } else {
            commit(effects, thisLife);
        }
    }

    private void commit(List<DmEffect> effects, long thisLife) {
        List<Change> changes = effects.stream()
                .filter(DmEffect.Store.class::isInstance)
                .map(effect -> ((DmEffect.Store) effect).change())
                .toList();
        if (life != thisLife) {
            return;
        }
        if (leases != null && !changes.isEmpty()) {
            if (!mutation.stores(leases.isTurn(lease.turn()))) {
                standBack("another has taken its turn");
                return;
            }
            if (cutOff && chances.happens(0.5)) {
                standBack("the commit has not reached the database");
                return;
            }
        }
        for (Change change : changes) {
            story.trace(() -> name + " stores " + change);
            rules.stored(change);
            store.apply(change);
        }
        if (cutOff && !changes.isEmpty()) {
            standBack("the answer to its commit has not come");
            return;
        }
        carryOut(effects, thisLife);
    }

    private void carryOut(List<DmEffect> effects, long thisLife) {
        for (int next = 0; next < effects.size(); next++) {
            if (life != thisLife || dies()) {
                return;
            }
            if (standsStill()) {
                List<DmEffect> rest = effects.subList(next, effects.size());
                held.addFirst(() -> carryOut(rest, thisLife));
                return;
            }
            DmEffect effect = effects.get(next);
            boolean goesOut = !(effect instanceof DmEffect.Answer
                    || effect instanceof DmEffect.Tell
                    || effect instanceof DmEffect.Store);
            if (leases != null && goesOut && !mutation.mayAct(lease.isHeld())) {
                standBack(lease.over());
                return;
            }
            perform(effect);
        }
    }

    private boolean standsStill() {
        if (leases != null && chances.fault(0.0003)) {
            suspend(chances.between(100, 60_000));
        }
        return suspended;
    }

    private boolean dies() {
        if (chances.fault(0.0003)) {
            kill();
            time.in(chances.between(10, 30_000), this::bootIfDead);
            return true;
        }
        return false;
    }

    private void perform(DmEffect effect) {
        rules.done(effect);
        if (effect instanceof DmEffect.Send send) {
            invariants.stated(send.message());
            broker.publish(this, send.to(), send.message());
        } else if (effect instanceof DmEffect.CallTarget call) {
            long thisLife = life;
            long thisProcess = process;
            targets.call(call.call(), () -> process == thisProcess, event -> feedIn(thisLife, event));
        } else if (effect instanceof DmEffect.EnsureAccounts ensure) {
            Set<MachineKey> keys = ensure.needs().stream()
                    .map(need -> need.account().machine())
                    .collect(Collectors.toSet());
            later(
                    chances.between(1, 100),
                    chances.fault(0.1)
                            ? new DmEvent.AccountsFailed(keys, "the broker is out of order")
                            : new DmEvent.AccountsEnsured(keys));
        } else if (effect instanceof DmEffect.RevokeAccounts revoke) {
            long delay = chances.between(1, 100);
            boolean fails = chances.fault(0.1);
            if (!fails) {
                revoke.machines().forEach(machine -> broker.revoke(machine.value()));
            }
            later(
                    delay,
                    fails
                            ? new DmEvent.AccountsFailed(revoke.machines(), "the broker is out of order")
                            : new DmEvent.AccountsRevoked(revoke.machines()));
        } else if (effect instanceof DmEffect.SetTimer timer) {
            later(timer.delay(), new DmEvent.TimerRang(timer.timer(), timer.generation()));
        } else if (effect instanceof DmEffect.Answer answer) {
            Consumer<Outcome> waiting = asked.remove(answer.id());
            if (waiting != null) {
                waiting.accept(answer.outcome());
            }
        }
    }

    @Override
    public String account() {
        return MessagingListener.Delivery.MANAGER;
    }

    @Override
    public void connected() {
        feedIn(life, new DmEvent.Connected());
        later(chances.between(0, 200), new DmEvent.InboxDrained());
    }

    @Override
    public void disconnected() {
        feedIn(life, new DmEvent.Disconnected());
    }

    @Override
    public void received(Message message, String sender) {
        feedIn(life, new DmEvent.Received(message, sender));
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        feedIn(life, new DmEvent.Unconfirmed(to, message));
    }

    private record SeededSecrets(Chances chances) implements Secrets {

        @Override
        public MachineKey machineKey() {
            return new MachineKey(chances.letters(8));
        }

        @Override
        public String password() {
            return chances.letters(16);
        }
    }
}

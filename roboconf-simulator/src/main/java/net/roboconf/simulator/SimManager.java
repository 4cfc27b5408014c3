package net.roboconf.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import net.roboconf.dm.internal.state.DmState;

/** The Deployment Manager with its store. It may be killed between any two effects; what it has stored stays. */
final class SimManager implements SimBroker.Client {

    private static final long WALL = 1_700_000_000_000L;

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

    private DmEngine engine;
    private long life;
    private long questions;
    private boolean alive;

    /** What its wall clock is ahead of the true one, in milliseconds. */
    private long clockError;

    SimManager(Stage stage, SimTargets targets, SimStore store) {
        time = stage.time();
        chances = stage.chances();
        story = stage.story();
        broker = stage.broker();
        invariants = stage.invariants();
        mutation = stage.mutation();
        this.targets = targets;
        this.store = store;
        rules = new ManagerRules(store);
    }

    void boot() {
        life++;
        alive = true;
        story.tell("dm boots");
        engine = new DmEngine(DmTuning.DEFAULT, new SeededSecrets(chances), store.state());
        perform(mutation.does(engine.start(moment())));
        feed(new DmEvent.TargetsChanged(Map.of("sim", targets.lateCreation())));
        if (alive) {
            broker.open(this, null);
        }
    }

    void bootIfDead() {
        if (!alive) {
            boot();
        }
    }

    void kill() {
        if (alive) {
            story.tell("dm is killed");
            alive = false;
            life++;
            asked.clear();
            broker.close(this);
        }
    }

    /** Its wall clock jumps; what it measures durations with does not. */
    void clockJumps(long by) {
        story.tell("dm: clock jumps by " + by / 1000 + " s");
        clockError += by;
    }

    /** Sets the store back while it is down. */
    void restore(int backup) {
        kill();
        story.tell("dm: its store is set back to a backup");
        store.restore(backup);
    }

    boolean isAlive() {
        return alive;
    }

    /** Everything as people see it. The manager must have been booted once. */
    Picture picture() {
        return engine.picture();
    }

    DmState store() {
        return store.state();
    }

    /** Asks as a person would; the answer comes at once, or never when the Deployment Manager dies before. */
    void ask(Command command, Consumer<Outcome> answer) {
        if (alive) {
            long question = ++questions;
            asked.put(question, answer);
            rules.asked(question, command);
            feed(new DmEvent.Asked(question, command));
        }
    }

    /** Tells an agent at once, without its engine: a call. */
    void call(Call call) {
        if (alive) {
            broker.publish(this, new Address.Machine(call.machine()), call);
        }
    }

    private Moment moment() {
        return new Moment(time.now(), WALL + clockError + time.now());
    }

    private void feed(DmEvent event) {
        for (DmEvent heard : mutation.hears(event)) {
            if (alive) {
                perform(mutation.does(engine.handle(heard, moment())));
            }
        }
    }

    private void later(long delay, DmEvent event) {
        long thisLife = life;
        time.in(delay, () -> {
            if (life == thisLife) {
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
        for (DmEffect effect : effects) {
            if (effect instanceof DmEffect.Store change) {
                story.trace(() -> "dm stores " + change.change());
                rules.stored(change.change());
                store.apply(change.change());
            }
        }
        for (DmEffect effect : effects) {
            if (life != thisLife || dies()) {
                return;
            }
            perform(effect);
        }
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
            targets.call(call.call(), () -> life == thisLife, event -> {
                if (life == thisLife) {
                    feed(event);
                }
            });
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
        feed(new DmEvent.Connected());
        later(chances.between(0, 200), new DmEvent.InboxDrained());
    }

    @Override
    public void disconnected() {
        feed(new DmEvent.Disconnected());
    }

    @Override
    public void received(Message message, String sender) {
        feed(new DmEvent.Received(message, sender));
    }

    @Override
    public String toString() {
        return "dm";
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        feed(new DmEvent.Unconfirmed(to, message));
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

package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.agent.internal.engine.SignalRing;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.Outcome;
import net.roboconf.dm.internal.state.TemplateId;

/**
 * One run: an application is deployed and changed by people while everything around it fails; then the faults stop, and
 * the fleet must come to what was asked.
 *
 * <p>The seed decides all: a run that fails does so again, to the last message.
 */
public final class Simulation {

    private static final String SHOP = "shop";
    private static final List<String> BANKS = List.of("bank-a", "bank-b");

    /** How long the fleet may take to converge when nothing fails any more: silence and restarts have delays. */
    private static final long CALM = 420_000;

    /** After a storm steps may hang until their limit, and people must find out what to do. */
    private static final long CALM_AFTER_STORM = 600_000;

    private static final long LOOK = 1_000;

    private final VirtualTime time = new VirtualTime();
    private final Story story = new Story(time);
    private final Chances chances;
    private final Invariants invariants = new Invariants(time, story);
    private final SimBroker broker;
    private final SimTargets targets;
    private final SimStore store = new SimStore();
    private final SignalRules signals = new SignalRules(store);

    /** One, or two that share the store. */
    private final List<SimManager> managers;

    private final SimLeases leases = new SimLeases(time);
    private final Storm storm;
    private final Cast cast;
    private final long trouble;
    private final long calm;
    private int added;
    private int signalled;

    /** Prepares the run of a shop alone that this seed stands for. */
    public Simulation(long seed) {
        this(seed, Cast.SHOP);
    }

    /** Prepares the run of these applications that this seed stands for. */
    public Simulation(long seed, Cast cast) {
        this(seed, cast, Mutation.NONE);
    }

    /** Prepares a run with a bug in it. */
    Simulation(long seed, Cast cast, Mutation mutation) {
        this.cast = cast;
        chances = new Chances(seed, cast.isStorm());
        broker = new SimBroker(time, chances, story);
        Stage stage = new Stage(time, chances, story, broker, invariants, signals, mutation);
        boolean standBy = cast == Cast.STAND_BY;
        targets = new SimTargets(stage, standBy || seed % 3 != 0);
        managers = standBy
                ? List.of(
                        new SimManager("dm-1", stage, targets, store, leases),
                        new SimManager("dm-2", stage, targets, store, leases))
                : List.of(new SimManager(stage, targets, store));
        storm = new Storm(stage, targets, managers.get(0), store, this::ask);
        trouble = chances.between(20_000, 400_000);
        calm = cast.isStorm() ? CALM_AFTER_STORM : CALM;
    }

    /**
     * What a run came to.
     *
     * @param steps how many steps were begun
     * @param messages how many messages were published
     * @param machines how many machines there were at the end
     */
    public record Outcomes(long steps, long messages, int machines) {}

    /**
     * Runs to the end.
     *
     * @throws Violation when a rule was broken
     */
    public Outcomes run() {
        managers.forEach(SimManager::boot);
        chances.faults = false;
        ask(new Command.PutTarget(ShopModel.TARGET));
        switch (cast) {
            case SHOP, CLOSING_SHOP, STORM, STAND_BY, SIGNALS -> {
                ask(new Command.AddTemplate(ShopModel.template(1 + chances.below(4)), List.of()));
                create(SHOP, ShopModel.TEMPLATE);
                ask(new Command.ChangeAll(SHOP, null, Command.Bulk.DEPLOY_AND_START));
            }
            case SHOP_AND_BANKS, STORM_AND_BANKS -> openBanks();
        }
        chances.faults = true;
        boolean busyPeople = chances.happens(0.7);
        everySecond();
        again(60_000, this::faultStrikes);
        if (busyPeople) {
            again(40_000, this::personActs);
        }
        if (cast == Cast.CLOSING_SHOP) {
            again(80_000, this::closeOrOpen);
        }
        if (cast == Cast.STAND_BY) {
            again(30_000, this::managerFails);
        }
        if (cast.isStorm()) {
            again(40_000, storm::strikes);
            again(60_000, this::personDoesMore);
        }
        if (cast == Cast.SIGNALS) {
            again(8_000, this::probeSignals);
        }
        runUntil(trouble);
        endFaults();
        if (cast.isStorm()) {
            runUntil(trouble + calm / 4);
            storm.peopleTidyUp();
        }
        runUntil(trouble + calm / 2);
        retryProblems();
        runUntil(trouble + calm);
        new Convergence(store.state(), invariants.machines()).require();
        signals.require(invariants.machines());
        if (cast.isStorm()) {
            Calm nothing = new Calm(broker, store, invariants);
            runUntil(time.now() + Calm.LASTS);
            nothing.require();
        }
        return new Outcomes(
                invariants.steps, broker.published, targets.machines().size());
    }

    private void create(String application, TemplateId template) {
        ask(new Command.CreateApplication(application, template, ""));
    }

    /** The banks may be there first, or last, or never bound. */
    private void openBanks() {
        ask(new Command.AddTemplate(ShopModel.templateWithBanks(1 + chances.below(2)), List.of()));
        ask(new Command.AddTemplate(BankModel.template(), List.of()));
        create(SHOP, ShopModel.TEMPLATE);
        BANKS.forEach(bank -> create(bank, BankModel.TEMPLATE));
        for (String bank : BANKS) {
            if (chances.happens(0.7)) {
                bind(bank);
            }
        }
        List<String> all = new ArrayList<>(applications());
        while (!all.isEmpty()) {
            String next = all.remove(chances.below(all.size()));
            time.in(
                    chances.happens(0.5) ? 0 : chances.between(0, 60_000),
                    () -> ask(new Command.ChangeAll(next, null, Command.Bulk.DEPLOY_AND_START)));
        }
    }

    private List<String> applications() {
        return switch (cast) {
            case SHOP, CLOSING_SHOP, STORM, STAND_BY, SIGNALS -> List.of(SHOP);
            case SHOP_AND_BANKS, STORM_AND_BANKS -> List.of(SHOP, BANKS.get(0), BANKS.get(1));
        };
    }

    private void bind(String bank) {
        ask(new Command.Bind(SHOP, BankModel.EXPORTS.prefix(), bank));
        if (chances.happens(0.5)) {
            ask(new Command.Bind(bank, ShopModel.EXPORTS.prefix(), SHOP));
        }
    }

    private void rebindOrUnbind(String bank) {
        switch (chances.below(4)) {
            case 0, 1 -> bind(bank);
            case 2 -> {
                invariants.unbindingAsked();
                ask(new Command.Unbind(SHOP, BankModel.EXPORTS.prefix(), bank));
                ask(new Command.Unbind(bank, ShopModel.EXPORTS.prefix(), chances.happens(0.5) ? SHOP : null));
            }
            default -> {
                invariants.unbindingAsked();
                ask(new Command.Rebind(
                        SHOP, BankModel.EXPORTS.prefix(), chances.happens(0.2) ? Set.of() : Set.of(bank)));
            }
        }
    }

    /** What has happened, the newest at the end; only lines that mention one of these words, if there are any. */
    public String story(String... words) {
        return story.text(words);
    }

    /** Has every message, memo and change that mentions a word told in the story, too. Before the run. */
    public void trace(String word) {
        story.trace(word);
    }

    private void runUntil(long end) {
        try {
            while (time.step(end)) {
                invariants.afterStep();
            }
        } catch (Violation broken) {
            throw broken;
        } catch (RuntimeException failed) {
            // An engine must cope with whatever happens to it.
            throw new Violation("An engine has failed: " + failed, failed);
        }
    }

    private void everySecond() {
        invariants.look();
        if (cast == Cast.STAND_BY) {
            leases.look(managers);
        }
        time.in(LOOK, this::everySecond);
    }

    private void again(long most, Runnable action) {
        time.in(chances.between(500, most), () -> {
            if (chances.faults) {
                action.run();
                again(most, action);
            }
        });
    }

    private void faultStrikes() {
        List<SimAgent> machines = new ArrayList<>(invariants.machines());
        machines.sort(Comparator.comparing(machine -> machine.key));
        switch (chances.below(6)) {
            case 0 -> {
                SimManager manager = manager();
                manager.kill();
                time.in(chances.between(10, 60_000), manager::bootIfDead);
            }
            case 1 -> broker.restart();
            case 2 -> {
                if (!broker.clients().isEmpty()) {
                    broker.cut(chances.oneOf(broker.clients()));
                }
            }
            case 3 -> {
                if (!machines.isEmpty()) {
                    SimAgent machine = chances.oneOf(machines);
                    machine.kill();
                    time.in(chances.between(10, chances.happens(0.3) ? 100_000 : 5_000), machine::bootIfDead);
                }
            }
            case 4 -> {
                if (!machines.isEmpty()) {
                    chances.oneOf(machines).softwareDies();
                }
            }
            default -> {
                // A quiet moment.
            }
        }
    }

    /** What only happens to those that have a stand-by. */
    private void managerFails() {
        SimManager manager = chances.oneOf(managers);
        switch (chances.below(4)) {
            case 0 -> {
                manager.kill();
                time.in(chances.between(10, 60_000), manager::bootIfDead);
            }
            case 1 -> manager.cutOff(chances.between(100, 30_000));
            case 2 -> broker.sever(List.of(manager), chances.between(500, 60_000));
            default -> manager.suspend(chances.between(100, 90_000));
        }
    }

    /** Who is active; any, when nobody is. */
    private SimManager manager() {
        return managers.stream().filter(SimManager::isActive).findFirst().orElse(managers.get(0));
    }

    private void personActs() {
        boolean bound = cast.hasBanks();
        String app = bound ? chances.oneOf(applications()) : SHOP;
        List<InstancePath> paths = new ArrayList<>(store.state().instances(app).keySet());
        if (paths.isEmpty() || !manager().isActive()) {
            return;
        }
        InstancePath path = chances.oneOf(paths);
        switch (chances.below(bound ? 12 : 8)) {
            case 0 -> {
                invariants.stopAsked(new Where(app, path));
                ask(new Command.ChangeAll(app, path, Command.Bulk.STOP));
            }
            case 1 -> {
                invariants.undeployAsked(new Where(app, path));
                ask(new Command.ChangeAll(app, path, Command.Bulk.UNDEPLOY));
            }
            case 2, 3 -> ask(new Command.ChangeAll(app, path, Command.Bulk.DEPLOY_AND_START));
            case 4 -> ask(new Command.ChangeAll(app, null, Command.Bulk.DEPLOY_AND_START));
            case 5 -> {
                InstancePath machine = path.root();
                invariants.undeployAsked(new Where(app, machine));
                ask(new Command.RemoveInstance(app, machine, true));
            }
            case 6 -> add(app, app.equals(SHOP) ? "Shop" : "Desk", path.root());
            case 7 -> ask(new Command.Retry(app, path));
            default -> rebindOrUnbind(chances.oneOf(BANKS));
        }
    }

    /** What people do in a storm beside what they always do. */
    private void personDoesMore() {
        String app = chances.oneOf(applications());
        List<InstancePath> paths = new ArrayList<>(store.state().instances(app).keySet());
        if (paths.isEmpty() || !manager().isActive()) {
            return;
        }
        InstancePath path = chances.oneOf(paths);
        switch (chances.below(8)) {
            case 0 -> {
                invariants.undeployAsked(new Where(app, path));
                ask(new Command.Redeploy(app, path));
            }
            case 1 -> {
                invariants.undeployAsked(new Where(app, path.root()));
                ask(new Command.ForceUndeploy(app, path.root()));
            }
            case 2 -> {
                invariants.stopAsked(new Where(app, path));
                ask(new Command.ChangeState(app, path, InstanceState.DEPLOYED_STOPPED));
            }
            case 3 -> ask(new Command.ChangeState(app, path, InstanceState.DEPLOYED_STARTED));
            case 4 -> ask(new Command.ChangeAll(app, null, Command.Bulk.START));
            case 5 -> {
                for (int more = chances.below(4); more >= 0; more--) {
                    add(app, app.equals(SHOP) ? "Shop" : "Desk", path.root());
                }
            }
            case 6 -> {
                invariants.undeployAsked(new Where(app, path));
                ask(new Command.ChangeState(app, path, InstanceState.NOT_DEPLOYED));
            }
            default -> ask(new Command.ChangeAll(app, null, Command.Bulk.DEPLOY_AND_START));
        }
    }

    /** Some machine's probe finds something, or goes on and on about it. */
    private void probeSignals() {
        List<SimAgent> alive = invariants.machinesAndClones().stream()
                .filter(machine -> machine.alive)
                .toList();
        if (alive.isEmpty()) {
            return;
        }
        SimAgent machine = chances.oneOf(alive);
        List<InstancePath> paths = new ArrayList<>(List.of(machine.path));
        machine.view().instances().forEach(instance -> paths.add(instance.path()));
        InstancePath path = chances.oneOf(paths);
        for (int more = chances.happens(0.1) ? chances.below(2 * SignalRing.MOST) : 1; more > 0; more--) {
            machine.signal(path, "signal-" + ++signalled);
        }
    }

    private void closeOrOpen() {
        if (!manager().isActive()) {
            return;
        }
        if (chances.happens(0.7)) {
            store.state().instances(SHOP).keySet().stream()
                    .filter(path -> path.parent().isEmpty())
                    .forEach(root -> invariants.undeployAsked(new Where(SHOP, root)));
            ask(new Command.ChangeAll(SHOP, null, Command.Bulk.UNDEPLOY));
        } else {
            ask(new Command.ChangeAll(SHOP, null, Command.Bulk.DEPLOY_AND_START));
        }
    }

    private void add(String app, String component, InstancePath neighbour) {
        String name = "more-" + ++added;
        InstancePath machine = neighbour;
        if (chances.happens(0.6)) {
            machine = InstancePath.root("vm-" + name);
            ask(new Command.AddInstance(app, new NewInstance(null, machine.name(), "VM", Map.of(), Map.of())));
        }
        ask(new Command.AddInstance(app, new NewInstance(machine, name, component, Map.of(), Map.of())));
        ask(new Command.ChangeAll(app, machine.child(name), Command.Bulk.DEPLOY_AND_START));
        ask(new Command.ChangeAll(app, machine, Command.Bulk.DEPLOY_AND_START));
    }

    private void ask(Command command) {
        story.tell("person: " + command);
        manager().ask(command, outcome -> {
            if (outcome instanceof Outcome.Refused refused) {
                story.tell("refused: " + refused.message());
            }
        });
    }

    private void endFaults() {
        story.tell("the faults are over");
        chances.faults = false;
        managers.forEach(SimManager::recover);
        storm.ends();
        invariants.machines().forEach(SimAgent::bootIfDead);
    }

    private void retryProblems() {
        // What runs needs no retry; after a storm nobody asks for one, so that what must mend itself is seen to do so.
        Set<Where> spared = cast.isStorm() ? running() : Set.of();
        for (String app : applications()) {
            store.state().instances(app).keySet().stream()
                    .filter(path -> !spared.contains(new Where(app, path)))
                    .forEach(path -> ask(new Command.Retry(app, path)));
        }
    }

    private Set<Where> running() {
        Set<Where> running = new HashSet<>();
        invariants.machines().stream()
                .filter(machine -> machine.alive)
                .forEach(machine -> machine.view().instances().stream()
                        .filter(instance -> instance.state() == InstanceState.DEPLOYED_STARTED)
                        .forEach(instance -> running.add(new Where(machine.application, instance.path()))));
        return running;
    }
}

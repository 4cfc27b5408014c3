package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredInstance;

/** What must hold whatever happens in whatever order: orders of people, losses, repetitions, failures, crashes. */
class EngineLawsTest {

    private static final List<InstanceState> STATES =
            List.of(InstanceState.NOT_DEPLOYED, InstanceState.DEPLOYED_STOPPED, InstanceState.DEPLOYED_STARTED);

    @Property(tries = 150)
    void the_store_holds_all_that_counts(@ForAll long seed) {
        Bench bench = Bench.with(Sketch.lamp(2));
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            act(bench, random);
            assertThat(durable(bench.engine.picture())).isEqualTo(durable(reloaded(bench)));
        }
    }

    @Property(tries = 150)
    void when_nothing_fails_any_more_everything_becomes_as_wanted(@ForAll long seed) {
        Bench bench = Bench.with(Sketch.lamp(2));
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            act(bench, random);
        }
        heal(bench);
        DmState stored = bench.stored;
        Map<String, Shown> shown = bench.shown();
        Set<String> wantedMachines = new HashSet<>();
        for (StoredInstance instance : stored.instances("shop").values()) {
            InstanceState wanted = wanted(stored, instance);
            assertThat(shown.get(instance.path().value()).state())
                    .as(instance.path() + " wanted " + wanted + " " + instance)
                    .isEqualTo(wanted);
            if (instance.path().depth() == 1 && wanted == InstanceState.DEPLOYED_STARTED) {
                wantedMachines.add(instance.path().value());
            }
        }
        assertThat(bench.provider).hasSameSizeAs(wantedMachines);
        assertThat(bench.accounts).isEqualTo(bench.provider.keySet());
        assertThat(bench.calls(Kind.CREATE).map(TargetCall::key).distinct().count())
                .isGreaterThanOrEqualTo(wantedMachines.size());
    }

    @Property(tries = 100)
    void repeated_and_late_statements_change_nothing(@ForAll long seed) {
        Bench bench = Bench.with(Sketch.lamp(2));
        Random random = new Random(seed);
        bench.deployAll();
        List<Observed> said = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<MachineKey> keys = List.copyOf(bench.agents.keySet());
            FakeAgent agent = bench.agents.get(keys.get(random.nextInt(keys.size())));
            InstancePath path = agent.order.instances().get(0).path();
            said.add(agent.observed());
            agent.become(
                    path.value(),
                    random.nextBoolean() ? InstanceState.DEPLOYED_STARTED : InstanceState.DEPLOYED_STOPPED);
        }
        Object before = durable(bench.engine.picture());
        Collections.shuffle(said, random);
        said.forEach(
                late -> bench.handle(new DmEvent.Received(late, late.machine().value())));
        assertThat(durable(bench.engine.picture())).isEqualTo(before);
    }

    private static InstanceState wanted(DmState state, StoredInstance instance) {
        InstanceState wanted = instance.expected();
        InstancePath parent = instance.path().parent().orElse(null);
        if (parent == null) {
            return wanted;
        }
        boolean machine = state.instances("shop").get(parent).expected() == InstanceState.DEPLOYED_STARTED;
        if (!machine) {
            return wanted == InstanceState.DEPLOYED_STARTED
                    ? InstanceState.WAITING_FOR_ANCESTOR
                    : InstanceState.NOT_DEPLOYED;
        }
        return wanted;
    }

    private static void act(Bench bench, Random random) {
        List<InstancePath> paths = List.copyOf(bench.stored.instances("shop").keySet());
        InstancePath path = paths.get(random.nextInt(paths.size()));
        List<FakeAgent> agents = List.copyOf(bench.agents.values());
        FakeAgent agent = agents.isEmpty() ? null : agents.get(random.nextInt(agents.size()));
        switch (random.nextInt(18)) {
            case 0, 1 -> bench.ask(new Command.ChangeAll("shop", null, Command.Bulk.DEPLOY_AND_START));
            case 2 -> bench.ask(new Command.ChangeAll("shop", null, Command.Bulk.UNDEPLOY));
            case 3, 4 -> bench.ask(new Command.ChangeState("shop", path, STATES.get(random.nextInt(3))));
            case 5 -> bench.ask(new Command.ChangeAll("shop", path, Command.Bulk.values()[random.nextInt(4)]));
            case 6 -> bench.ask(new Command.Retry("shop", path));
            case 7 -> bench.ask(new Command.Redeploy("shop", path));
            case 8 -> addOrRemove(bench, random, path);
            case 9 -> {
                // What was being created at the crash exists afterwards, or does not.
                bench.heldCalls.stream()
                        .filter(call -> call.kind() == Kind.CREATE && random.nextBoolean())
                        .forEach(call -> bench.provider.putIfAbsent(call.key(), "id-" + call.key()));
                bench.heldCalls.clear();
                bench.restart();
            }
            case 10 -> bench.handle(random.nextBoolean() ? new DmEvent.Disconnected() : new DmEvent.Connected());
            case 11 -> bench.deliver = random.nextBoolean() ? message -> true : message -> random.nextInt(3) > 0;
            case 12 -> bench.hold = random.nextBoolean() ? call -> false : call -> random.nextInt(2) == 0;
            case 13 -> {
                if (!bench.heldCalls.isEmpty()) {
                    TargetCall call = bench.heldCalls.remove(random.nextInt(bench.heldCalls.size()));
                    if (random.nextInt(3) == 0) {
                        bench.handle(new DmEvent.TargetFailed(
                                call.id(), "no luck", call.kind() != Kind.CREATE || random.nextBoolean()));
                    } else {
                        bench.answer(call);
                    }
                }
            }
            case 14 -> {
                if (agent != null) {
                    agent.works = random.nextBoolean();
                }
            }
            case 15 -> {
                if (agent != null) {
                    agent.epoch++;
                    agent.sequence = 0;
                    agent.bootId = "boot-" + random.nextInt();
                    agent.observe();
                }
            }
            case 16 -> bench.pass(random.nextInt(200));
            default -> bench.pass(random.nextInt(40_000), each -> random.nextInt(4) > 0);
        }
    }

    private static void addOrRemove(Bench bench, Random random, InstancePath path) {
        if (random.nextBoolean()) {
            bench.ask(new Command.AddInstance(
                    "shop",
                    random.nextBoolean()
                            ? new NewInstance(null, "more-" + random.nextInt(3), "VM", Map.of(), Map.of())
                            : new NewInstance(path, "tomcat-" + random.nextInt(3), "Tomcat", Map.of(), Map.of())));
        } else if (bench.stored.instances("shop").size() > 4) {
            bench.ask(new Command.RemoveInstance("shop", path, random.nextBoolean()));
        }
    }

    private static void heal(Bench bench) {
        bench.deliver = message -> true;
        bench.hold = call -> false;
        List.copyOf(bench.heldCalls).forEach(bench::answer);
        bench.handle(new DmEvent.Connected());
        bench.handle(new DmEvent.InboxDrained());
        for (FakeAgent agent : List.copyOf(bench.agents.values())) {
            agent.works = true;
            agent.obeyNow();
        }
        bench.pass(120_000);
        bench.bootMissing();
        for (InstancePath path : List.copyOf(bench.stored.instances("shop").keySet())) {
            bench.ask(new Command.Retry("shop", path));
        }
        bench.pass(300_000);
        bench.bootMissing();
        // Machines that are not wanted are watched for as long as creations that were cut off may still make them.
        bench.pass(bench.lateCreation + 60_000);
    }

    private static DmEngine engine(Bench bench) {
        return new DmEngine(bench.tuning, new NoSecrets(), Bench.copy(bench.stored));
    }

    private static Picture reloaded(Bench bench) {
        DmEngine engine = engine(bench);
        engine.start(bench.now());
        return engine.picture();
    }

    /** What must outlive a crash, in a form that can be compared. */
    private static Object durable(Picture picture) {
        Map<String, Object> durable = new TreeMap<>();
        durable.put("targets", picture.targets());
        durable.put("suspended", picture.suspended());
        for (ApplicationPicture application : picture.applications().values()) {
            durable.put("application", application.stored());
            for (MachinePicture machine : application.machines()) {
                String path = machine.facts().path().value();
                durable.put("machine " + path, String.valueOf(machine.facts().machine()));
                durable.put("report " + path, String.valueOf(machine.facts().report()));
                durable.put("unknown " + path, machine.facts().unknown());
                for (InstancePicture instance : machine.instances()) {
                    durable.put("instance " + instance.path(), instance.stored());
                    durable.put("observed " + instance.path(), String.valueOf(instance.observed()));
                }
            }
        }
        return durable;
    }

    private static final class NoSecrets implements Secrets {

        private int count;

        @Override
        public MachineKey machineKey() {
            return new MachineKey("unused-" + count++);
        }

        @Override
        public String password() {
            return "";
        }
    }
}

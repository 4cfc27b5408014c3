package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.DesiredScripts;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/** One engine on a bench: its clock, its memory and its steps are in the hands of the test. */
final class EngineBench {

    static final String APP = "shop";
    static final MachineKey ME = new MachineKey("me");
    static final MachineKey PEER = new MachineKey("peer");
    static final InstancePath MACHINE = new InstancePath("/vm");

    private final AgentMemory memory = new AgentMemory();
    private AgentEngine engine;
    private long clock = 1_000;
    private long revision;
    private String kernelBoot = "kernel-1";
    private final Map<TimerId, AgentEffect.SetTimer> timers = new TreeMap<>(EngineBench::compare);
    private final Map<TimerId, Long> due = new TreeMap<>(EngineBench::compare);
    private final Map<InstancePath, DesiredInstance> desired = new TreeMap<>();

    final List<StepOrder> running = new ArrayList<>();
    final List<StepOrder> ran = new ArrayList<>();
    final List<AgentEffect> effects = new ArrayList<>();
    final List<String> abandoned = new ArrayList<>();
    Set<Step> optionalSteps = Set.of();
    boolean abandonsSteps = true;

    /** Whether the agent is killed when the next step has begun: no effect after that is carried out. */
    boolean diesAtNextStep;

    /** Of the machine's target; null for none. */
    DesiredScripts scripts;

    EngineBench() {
        boot();
        feed(new AgentEvent.PluginsChanged(Set.of("bash")));
        feed(new AgentEvent.Connected());
    }

    private static int compare(TimerId one, TimerId other) {
        return (one.kind() + " " + one.path()).compareTo(other.kind() + " " + other.path());
    }

    private void boot() {
        AgentIdentity identity = new AgentIdentity(ME, APP, MACHINE, "10.0.0.1", "boot-" + clock, kernelBoot);
        engine = new AgentEngine(identity, AgentTuning.DEFAULT, memory);
        absorb(engine.start(moment()));
    }

    /** Ends the agent as {@code kill -9} would, and starts it again; steps are abandoned at once. */
    void restartAgent(boolean rebootMachine) {
        restartAgent(rebootMachine, () -> {});
    }

    /** @param beforePlugins what happens before any step can be run */
    void restartAgent(boolean rebootMachine, Runnable beforePlugins) {
        if (rebootMachine) {
            kernelBoot = kernelBoot + "'";
        }
        running.clear();
        timers.clear();
        due.clear();
        boot();
        beforePlugins.run();
        feed(new AgentEvent.PluginsChanged(Set.of("bash")));
        feed(new AgentEvent.Connected());
    }

    /**
     * Starts the machine again, and kills the agent when it has carried out so many effects of its start.
     *
     * @return how many it would have carried out
     */
    int rebootAndKillAfter(int carriedOut) {
        kernelBoot = kernelBoot + "'";
        AgentIdentity identity = new AgentIdentity(ME, APP, MACHINE, "10.0.0.1", "cut-off-" + clock, kernelBoot);
        List<AgentEffect> all = new AgentEngine(identity, AgentTuning.DEFAULT, memory).start(moment());
        for (AgentEffect effect : all.subList(0, Math.min(carriedOut, all.size()))) {
            if (effect instanceof AgentEffect.Store store) {
                memory.add(store.memo());
            }
        }
        return all.size();
    }

    void feed(AgentEvent event) {
        absorb(engine.handle(event, moment()));
    }

    private Moment moment() {
        return new Moment(clock, clock + 1_700_000_000_000L);
    }

    private void absorb(List<AgentEffect> more) {
        List<AgentEvent> answers = new ArrayList<>();
        for (AgentEffect effect : more) {
            effects.add(effect);
            if (effect instanceof AgentEffect.Store store) {
                memory.add(store.memo());
            } else if (effect instanceof AgentEffect.RunStep run) {
                running.add(run.order());
                ran.add(run.order());
                if (diesAtNextStep) {
                    diesAtNextStep = false;
                    return;
                }
            } else if (effect instanceof AgentEffect.FetchRecipe fetch) {
                answers.add(new AgentEvent.RecipeReady(fetch.path(), optionalSteps));
            } else if (effect instanceof AgentEffect.AbandonStep abandon) {
                abandoned.add(abandon.step() + " " + abandon.path());
                if (abandonsSteps) {
                    answers.add(new AgentEvent.StepAbandoned(abandon.stepId()));
                }
            } else if (effect instanceof AgentEffect.CancelStep cancel) {
                running.stream()
                        .filter(step -> step.stepId().equals(cancel.stepId()))
                        .findFirst()
                        .ifPresent(step -> {
                            running.remove(step);
                            answers.add(ended(step, Reason.STEP_CANCELLED));
                        });
            } else if (effect instanceof AgentEffect.SetTimer timer) {
                timers.put(timer.timer(), timer);
                due.put(timer.timer(), clock + timer.delay());
            }
        }
        answers.forEach(this::feed);
    }

    /** Lets time pass; timers that are due ring in order. */
    void pass(long millis) {
        long end = clock + millis;
        while (true) {
            Optional<Map.Entry<TimerId, Long>> next = due.entrySet().stream()
                    .filter(entry -> entry.getValue() <= end)
                    .min(Map.Entry.comparingByValue());
            if (next.isEmpty()) {
                break;
            }
            TimerId id = next.get().getKey();
            clock = Math.max(clock, next.get().getValue());
            due.remove(id);
            feed(new AgentEvent.TimerRang(id, timers.remove(id).generation()));
        }
        clock = end;
    }

    /** Wants an instance, in place of what was wanted of it before, and sends the order. */
    void want(DesiredInstance... instances) {
        for (DesiredInstance instance : instances) {
            desired.put(instance.path(), instance);
        }
        order();
    }

    void dontMention(String path) {
        desired.remove(new InstancePath(path));
        order();
    }

    void order() {
        receive(order(new OrderVersion(1, ++revision)), MessagingListener.Delivery.MANAGER);
    }

    Desired order(OrderVersion version) {
        return new Desired(
                ME,
                version,
                APP,
                MACHINE,
                List.of(new DesiredAncestor(MACHINE, "VM", Map.of(), List.of("VM.ip"))),
                null,
                List.copyOf(desired.values()),
                scripts);
    }

    void receive(Message message, String sender) {
        feed(new AgentEvent.Received(message, sender));
    }

    /** The peer machine states all it has of a prefix. */
    void peerStates(String prefix, long sequence, String... pathsAndPorts) {
        List<ExportedInstance> exported = new ArrayList<>();
        for (int i = 0; i < pathsAndPorts.length; i += 2) {
            exported.add(new ExportedInstance(
                    new InstancePath(pathsAndPorts[i]), 1, Map.of("port", pathsAndPorts[i + 1], "secret", "s")));
        }
        receive(
                new Exports(ExportsSubject.inside(APP, prefix), PEER, new StatementVersion(1, sequence), exported),
                PEER.value());
    }

    /** The peer machine, of another application, states all it exports to others. */
    void outsiderStates(ExportsSubject subject, long sequence, String... pathsAndPorts) {
        outsiderStates(PEER, subject, sequence, pathsAndPorts);
    }

    void outsiderStates(MachineKey machine, ExportsSubject subject, long sequence, String... pathsAndPorts) {
        List<ExportedInstance> exported = new ArrayList<>();
        for (int i = 0; i < pathsAndPorts.length; i += 2) {
            exported.add(
                    new ExportedInstance(new InstancePath(pathsAndPorts[i]), 1, Map.of("port", pathsAndPorts[i + 1])));
        }
        receive(new Exports(subject, machine, new StatementVersion(1, sequence), exported), machine.value());
    }

    void peerAcknowledges(String prefix, ExportsAck.Phase phase) {
        peerAcknowledges(prefix, phase, List.of());
    }

    void peerAcknowledges(String prefix, ExportsAck.Phase phase, List<InstancePath> importers) {
        receive(
                new ExportsAck(
                        ExportsSubject.inside(APP, prefix),
                        PEER,
                        null,
                        1,
                        ME,
                        lastStatement(prefix).version(),
                        phase,
                        importers),
                PEER.value());
    }

    /** Ends the one step that runs on an instance. */
    void end(String path, Step step) {
        end(path, step, Reason.NONE);
    }

    void end(String path, Step step, Reason outcome) {
        StepOrder order = ending(path, step);
        feed(ended(order, outcome));
    }

    /** Ends the one step that runs on an instance well, but with a remark. */
    void endSaying(String path, Step step, String remark) {
        StepOrder order = ending(path, step);
        feed(new AgentEvent.StepEnded(
                order.stepId(), new StepReport(order.step(), Reason.NONE, remark, null, "", clock, 1)));
    }

    private StepOrder ending(String path, Step step) {
        StepOrder order = running.stream()
                .filter(candidate -> candidate.path().value().equals(path) && candidate.step() == step)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + step + " runs on " + path + ", but " + running()));
        running.remove(order);
        return order;
    }

    private AgentEvent ended(StepOrder order, Reason outcome) {
        String message = outcome == Reason.NONE ? "" : order.step().recipeName() + " went wrong";
        return new AgentEvent.StepEnded(
                order.stepId(), new StepReport(order.step(), outcome, message, null, "", clock, 1));
    }

    List<String> running() {
        return running.stream().map(order -> order.step() + " " + order.path()).toList();
    }

    List<String> ranOn(String path) {
        return ran.stream()
                .filter(order -> order.path().value().equals(path))
                .map(order -> order.step().name())
                .toList();
    }

    ObservedInstance observed(String path) {
        return engine.view().instances().stream()
                .filter(instance -> instance.path().value().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not known"));
    }

    InstanceState state(String path) {
        return observed(path).state();
    }

    boolean knows(String path) {
        return engine.view().instances().stream().anyMatch(i -> i.path().value().equals(path));
    }

    long epoch() {
        return engine.view().epoch();
    }

    OrderVersion accepted() {
        return engine.view().accepted();
    }

    <M extends Message> List<M> sent(Class<M> type) {
        return effects.stream()
                .filter(AgentEffect.Send.class::isInstance)
                .map(effect -> ((AgentEffect.Send) effect).message())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Those that were asked for last. */
    Set<Subscription> subscriptions() {
        return effects.stream()
                .filter(AgentEffect.Subscribe.class::isInstance)
                .map(effect -> ((AgentEffect.Subscribe) effect).wanted())
                .reduce(Set.of(), (before, after) -> after);
    }

    List<ExportsAck.Phase> acks() {
        return sent(ExportsAck.class).stream().map(ExportsAck::phase).toList();
    }

    Exports lastStatement(String prefix) {
        List<Exports> all = sent(Exports.class).stream()
                .filter(statement -> statement.subject().prefix().equals(prefix))
                .toList();
        if (all.isEmpty()) {
            throw new AssertionError("nothing was stated of " + prefix);
        }
        return all.get(all.size() - 1);
    }

    List<String> stated(String prefix) {
        return lastStatement(prefix).instances().stream()
                .map(instance -> instance.path().value())
                .toList();
    }

    List<Address> addressesOf(Class<? extends Message> type) {
        return effects.stream()
                .filter(AgentEffect.Send.class::isInstance)
                .map(AgentEffect.Send.class::cast)
                .filter(send -> type.isInstance(send.message()))
                .map(AgentEffect.Send::to)
                .toList();
    }

    void forgetEffects() {
        effects.clear();
    }

    /** A database that optionally imports the Tomcats. */
    static DesiredInstance instance(String path, String component, InstanceState expected, DesiredImport... imports) {
        return new DesiredInstance(
                new InstancePath(path),
                component,
                "bash",
                expected,
                0,
                Map.of(component + ".port", "80"),
                List.of(component + ".ip"),
                List.of(component),
                null,
                List.of(imports),
                null,
                Map.of(),
                Supervision.DEFAULT);
    }

    static DesiredInstance withAttempt(DesiredInstance instance, long attempt) {
        return with(instance, attempt, instance.exports(), instance.externalExports());
    }

    /** The same with another port. */
    static DesiredInstance withPort(DesiredInstance instance, String port) {
        Map<String, String> exports = Map.of(instance.component() + ".port", port);
        return with(instance, instance.attempt(), exports, instance.externalExports());
    }

    /** The same, exporting its port to other applications as well. */
    static DesiredInstance withExternal(DesiredInstance instance, String prefix, String alias) {
        ExternalExports external = new ExternalExports(prefix, Map.of(alias, instance.component() + ".port"));
        return with(instance, instance.attempt(), instance.exports(), external);
    }

    private static DesiredInstance with(
            DesiredInstance instance, long attempt, Map<String, String> exports, ExternalExports externalExports) {
        return new DesiredInstance(
                instance.path(),
                instance.component(),
                instance.installer(),
                instance.expected(),
                attempt,
                exports,
                instance.addressExports(),
                instance.exportedPrefixes(),
                externalExports,
                instance.imports(),
                instance.recipe(),
                instance.data(),
                instance.supervision());
    }

    static DesiredImport needsOf(String prefix, String... providers) {
        return new DesiredImport(prefix, false, true, List.of(), true, List.of(providers));
    }

    static DesiredImport mayUseOf(String prefix, String... providers) {
        return new DesiredImport(prefix, true, true, List.of(), true, List.of(providers));
    }

    static DesiredImport needs(String prefix) {
        return DesiredImport.inside(prefix, false, false, List.of("port"));
    }

    static DesiredImport mayUse(String prefix) {
        return DesiredImport.inside(prefix, true, true, List.of());
    }
}

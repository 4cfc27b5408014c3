package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.agent.internal.engine.TimerId;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.TargetCall;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredReport;

/** Bugs that somebody could write into the engines. The simulator is worth what it finds of them. */
enum Mutants implements Mutation {
    AGENT_RUNS_EACH_STEP_TWICE {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof AgentEffect.RunStep run
                            ? List.of(run, new AgentEffect.RunStep(renamed(run.order())))
                            : List.of(effect));
        }
    },
    AGENT_FORGETS_ITS_EPOCH {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return without(
                    effects, effect -> effect instanceof AgentEffect.Store store && store.memo() instanceof Memo.Epoch);
        }
    },
    AGENT_FORGETS_WHAT_IT_HAS_DONE {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof AgentEffect.Store store && store.memo() instanceof Memo.Instance);
        }
    },
    AGENT_TAKES_EACH_ORDER_FOR_A_NEW_ONE {
        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            if (event instanceof AgentEvent.Received received && received.message() instanceof Desired order) {
                OrderVersion accepted = agent.view().accepted();
                OrderVersion next =
                        new OrderVersion(Math.max(order.version().term(), accepted.term()), accepted.revision() + 1);
                return List.of(new AgentEvent.Received(with(order, next, order.instances()), received.sender()));
            }
            return List.of(event);
        }
    },
    AGENT_TAKES_EACH_STATEMENT_FOR_A_START {
        private long starts = 1_000;

        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            if (event instanceof AgentEvent.Received received && received.message() instanceof Exports exports) {
                List<ExportedInstance> instances = exports.instances().stream()
                        .map(one -> new ExportedInstance(one.path(), ++starts, one.variables()))
                        .toList();
                Exports other = new Exports(exports.subject(), exports.machine(), exports.version(), instances);
                return List.of(new AgentEvent.Received(other, received.sender()));
            }
            return List.of(event);
        }
    },
    AGENT_STARTS_WITHOUT_IMPORTS {
        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            return withOrder(
                    event,
                    wanted -> with(
                            wanted,
                            wanted.expected(),
                            wanted.imports().stream()
                                    .map(one -> new DesiredImport(
                                            one.prefix(),
                                            true,
                                            one.wildcard(),
                                            one.variables(),
                                            one.external(),
                                            one.providers()))
                                    .toList()));
        }
    },
    AGENT_UNDEPLOYS_WHAT_IS_TO_BE_STOPPED {
        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            return withOrder(
                    event,
                    wanted -> wanted.expected() == InstanceState.DEPLOYED_STOPPED
                            ? with(wanted, InstanceState.NOT_DEPLOYED, wanted.imports())
                            : wanted);
        }
    },
    AGENT_DOES_NOT_RETRY_UPDATES {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof AgentEffect.SetTimer timer
                            && timer.timer().kind() == TimerId.Kind.UPDATE_RETRY);
        }
    },
    AGENT_TELLS_NOTHING_AFTER_A_START {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof AgentEffect.Send send
                            && send.message() instanceof Observed observed
                            && observed.instances().stream()
                                    .anyMatch(one -> one.state() == InstanceState.DEPLOYED_STARTED));
        }
    },
    AGENT_STATES_OTHER_THINGS_UNDER_ONE_VERSION {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof AgentEffect.Send send
                                    && send.message() instanceof Exports exports
                                    && !exports.instances().isEmpty()
                            ? List.of(
                                    send,
                                    new AgentEffect.Send(
                                            send.to(),
                                            new Exports(
                                                    exports.subject(),
                                                    exports.machine(),
                                                    exports.version(),
                                                    List.of())))
                            : List.of(effect));
        }
    },
    AGENT_CHATTERS {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof AgentEffect.Send send && send.message() instanceof Heartbeat
                            ? List.of(send, send, send, send, send, send, send, send)
                            : List.of(effect));
        }
    },
    AGENT_IGNORES_THAT_A_STEP_HAS_ENDED {
        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            return event instanceof AgentEvent.StepEnded ended && ended.report().step() == Step.STOP
                    ? List.of()
                    : List.of(event);
        }
    },
    AGENT_BEGINS_STEPS_BEFORE_IT_NOTES_THEM {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            List<AgentEffect> changed =
                    new ArrayList<>(without(effects, effect -> !(effect instanceof AgentEffect.RunStep)));
            changed.addAll(without(effects, AgentEffect.RunStep.class::isInstance));
            return changed;
        }
    },
    AGENT_APPLIES_EACH_CHANGE_TWICE {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof AgentEffect.Store store
                                    && store.memo() instanceof Memo.Applied applied
                                    && !applied.replace()
                            ? List.of(effect, effect)
                            : List.of(effect));
        }
    },
    AGENT_WAITS_FOR_IMPORTERS_WITHOUT_END {
        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            return event instanceof AgentEvent.TimerRang ring && ring.timer().kind() == TimerId.Kind.DRAIN
                    ? List.of()
                    : List.of(event);
        }
    },
    AGENT_REMEMBERS_WHAT_IT_SAYS {
        private long said;

        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof AgentEffect.Send
                            ? List.of(
                                    effect,
                                    new AgentEffect.Store(
                                            new Memo.Check(InstancePath.root("said-" + ++said), "none"), false))
                            : List.of(effect));
        }
    },
    MANAGER_DOES_NOT_COMPARE_DIGESTS {
        @Override
        public List<DmEvent> hears(DmEvent event) {
            if (event instanceof DmEvent.Received received && received.message() instanceof Heartbeat beat) {
                Heartbeat blind = new Heartbeat(
                        beat.machine(),
                        beat.epoch(),
                        beat.bootId(),
                        beat.observedSequence(),
                        beat.accepted(),
                        beat.address(),
                        Map.of(),
                        0,
                        beat.signals());
                return List.of(new DmEvent.Received(blind, received.sender()));
            }
            return List.of(event);
        }
    },
    MANAGER_LOSES_TOMBSTONES {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof DmEffect.Send send && send.message() instanceof ImportsRepair repair
                            ? List.of(new DmEffect.Send(send.to(), withoutTombstones(repair)))
                            : List.of(effect));
        }
    },
    MANAGER_GIVES_ORDERS_OF_AN_OLDER_TERM {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof DmEffect.Send send && send.message() instanceof Desired order
                            ? List.of(new DmEffect.Send(
                                    send.to(),
                                    with(
                                            order,
                                            new OrderVersion(
                                                    Math.max(1, order.version().term() - 1),
                                                    order.version().revision()),
                                            order.instances())))
                            : List.of(effect));
        }
    },
    MANAGER_CALLS_BEFORE_IT_STORES {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof DmEffect.Store store
                            && store.change() instanceof Change.PutMachine put
                            && put.machine().machineId() == null);
        }
    },
    MANAGER_FORGETS_ITS_TERM {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return without(
                    effects, effect -> effect instanceof DmEffect.Store store && store.change() instanceof Change.Term);
        }
    },
    MANAGER_PROMISES_AND_FORGETS {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            boolean answered = effects.stream().anyMatch(DmEffect.Answer.class::isInstance);
            return answered
                    ? without(
                            effects,
                            effect -> effect instanceof DmEffect.Store store
                                    && store.change() instanceof Change.PutInstance)
                    : effects;
        }
    },
    MANAGER_TELLS_WHAT_IT_DOES_NOT_STORE {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof DmEffect.Store store && store.change() instanceof Change.Happened);
        }
    },
    MANAGER_LEAVES_MACHINES_BEHIND {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof DmEffect.CallTarget call
                            && call.call().kind() == TargetCall.Kind.TERMINATE);
        }
    },
    MANAGER_DOES_NOT_HEAR_OF_PROBLEMS_WITH_TARGETS {
        @Override
        public List<DmEvent> hears(DmEvent event) {
            return event instanceof DmEvent.TargetFailed ? List.of() : List.of(event);
        }
    },
    MANAGER_CREATES_AGAIN_INSTEAD_OF_WAITING {
        @Override
        public List<DmEvent> hears(DmEvent event) {
            return event instanceof DmEvent.TargetFailed failed && failed.outcomeUnknown()
                    ? List.of(new DmEvent.TargetFailed(failed.call(), failed.why(), false))
                    : List.of(event);
        }
    },
    AGENT_DROPS_SIGNALS_SILENTLY(Cast.SIGNALS) {
        @Override
        public List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof AgentEffect.Send send && send.message() instanceof Observed observed
                            ? List.of(new AgentEffect.Send(send.to(), withoutDropped(observed)))
                            : List.of(effect));
        }
    },
    AGENT_DOES_NOT_HEAR_THAT_SIGNALS_WERE_TAKEN(Cast.SIGNALS) {
        @Override
        public List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
            return event instanceof AgentEvent.Received received
                            && received.message() instanceof ObservedAsk ask
                            && ask.signals() != null
                    ? List.of()
                    : List.of(event);
        }
    },
    MANAGER_FORGETS_WHICH_SIGNALS_IT_TOOK(Cast.SIGNALS) {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return with(
                    effects,
                    effect -> effect instanceof DmEffect.Store store && store.change() instanceof Change.PutReport put
                            ? List.of(new DmEffect.Store(new Change.PutReport(withoutSignals(put.report()))))
                            : List.of(effect));
        }
    },
    MANAGER_ACKNOWLEDGES_SIGNALS_THAT_IT_DOES_NOT_TELL(Cast.SIGNALS) {
        @Override
        public List<DmEffect> does(List<DmEffect> effects) {
            return without(
                    effects,
                    effect -> effect instanceof DmEffect.Store store
                                    && store.change() instanceof Change.Happened happened
                                    && isSeventhSignal(happened.event())
                            || effect instanceof DmEffect.Tell tell && isSeventhSignal(tell.event()));
        }

        private static boolean isSeventhSignal(ManagerEvent event) {
            return event.kind() == ManagerEvent.Kind.SIGNAL && event.id() % 7 == 0;
        }
    },
    MANAGER_ACTS_WITHOUT_A_LOOK_AT_ITS_LEASE(Cast.STAND_BY) {
        @Override
        public boolean mayAct(boolean held) {
            return true;
        }
    },
    STORE_TAKES_FROM_WHOSE_TURN_IS_OVER(Cast.STAND_BY) {
        @Override
        public boolean stores(boolean turn) {
            return true;
        }
    };

    private final Cast cast;

    Mutants() {
        this(Cast.STORM);
    }

    Mutants(Cast cast) {
        this.cast = cast;
    }

    /** With which it can be found. */
    Cast cast() {
        return cast;
    }

    static ImportsRepair withoutTombstones(ImportsRepair repair) {
        return new ImportsRepair(
                repair.machine(),
                repair.term(),
                repair.subject(),
                without(repair.statements(), statement -> statement.instances().isEmpty()),
                null);
    }

    static Observed withoutDropped(Observed observed) {
        return new Observed(
                observed.machine(),
                observed.epoch(),
                observed.bootId(),
                observed.sequence(),
                observed.accepted(),
                observed.address(),
                observed.instances(),
                observed.exported(),
                observed.transitions(),
                observed.signals().stream()
                        .map(one -> new Signal(one.number(), one.at(), one.path(), one.name(), one.text(), 0))
                        .toList(),
                observed.scripts());
    }

    static StoredReport withoutSignals(StoredReport report) {
        return new StoredReport(
                report.machine(),
                report.epoch(),
                report.bootId(),
                report.sequence(),
                report.accepted(),
                report.address(),
                report.exported(),
                List.of(),
                report.scripts());
    }

    static <E> List<E> without(List<E> all, Predicate<E> which) {
        return all.stream().filter(which.negate()).toList();
    }

    static <E> List<E> with(List<E> all, Function<E, List<? extends E>> instead) {
        List<E> changed = new ArrayList<>();
        all.forEach(one -> changed.addAll(instead.apply(one)));
        return changed;
    }

    static List<AgentEvent> withOrder(AgentEvent event, Function<DesiredInstance, DesiredInstance> instead) {
        if (event instanceof AgentEvent.Received received && received.message() instanceof Desired order) {
            return List.of(new AgentEvent.Received(
                    with(
                            order,
                            order.version(),
                            order.instances().stream().map(instead).toList()),
                    received.sender()));
        }
        return List.of(event);
    }

    static Desired with(Desired order, OrderVersion version, List<DesiredInstance> instances) {
        return new Desired(
                order.machine(),
                version,
                order.application(),
                order.machinePath(),
                order.ancestors(),
                order.rootAddress(),
                instances,
                order.scripts());
    }

    static DesiredInstance with(DesiredInstance wanted, InstanceState expected, List<DesiredImport> imports) {
        return new DesiredInstance(
                wanted.path(),
                wanted.component(),
                wanted.installer(),
                expected,
                wanted.attempt(),
                wanted.exports(),
                wanted.addressExports(),
                wanted.exportedPrefixes(),
                wanted.externalExports(),
                imports,
                wanted.recipe(),
                wanted.data(),
                wanted.supervision());
    }

    static StepOrder renamed(StepOrder order) {
        return new StepOrder(
                order.stepId() + "'",
                order.step(),
                order.application(),
                order.path(),
                order.component(),
                order.installer(),
                order.exports(),
                order.ancestors(),
                order.imports(),
                order.data(),
                order.change(),
                order.timeLimit());
    }
}

package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.ExportsDigest;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/** An agent that has done whatever it is told as soon as it is told, as far as a Deployment Manager can see. */
public final class FakeAgent {

    private final Consumer<Message> speak;
    private final LongSupplier wall;
    public final MachineKey key;
    String bootId;
    long epoch = 1;
    long sequence;
    OrderVersion accepted = OrderVersion.NONE;
    String address;
    Desired order;
    final Map<InstancePath, ObservedInstance> instances = new TreeMap<>();
    final Map<ExportsSubject, StatementVersion> exported = new HashMap<>();

    /** What it claims to hold of others' exports, where that is not what it should be. */
    final Map<ExportsSubject, List<ExportedInstance>> held = new HashMap<>();

    final List<ImportsRepair> repairs = new ArrayList<>();

    /** The newest relocation that it has taken. */
    long relocation;

    /** Whether it is where agents were before. */
    boolean left;
    /** What its probes have found and nobody has acknowledged. */
    final List<Signal> signals = new ArrayList<>();

    /** Whether it does what it is told; otherwise it only accepts it. */
    public boolean works = true;

    /** How the scripts of its target end when they run. */
    public Reason scriptsEnd = Reason.NONE;

    private ObservedScripts scripts;

    /** Speaks, and tells the wall-clock time, through these. */
    public FakeAgent(MachineKey key, Consumer<Message> speak, LongSupplier wall) {
        this.key = key;
        this.speak = speak;
        this.wall = wall;
        this.bootId = "boot-" + key;
        this.address = "127.0.0." + key.value().substring(1);
    }

    public void receive(Message message) {
        if (message instanceof Desired desired) {
            if (!accepted.isNewerThan(desired.version())) {
                accepted = desired.version();
                order = desired;
                if (desired.scripts() != null
                        && (scripts == null
                                || scripts.attempt() != desired.scripts().attempt())) {
                    scripts = new ObservedScripts(
                            desired.scripts().attempt(),
                            scriptsEnd,
                            scriptsEnd == Reason.NONE ? "" : "agent.script.sh exited 3: no route",
                            wall.getAsLong());
                }
                if (works && (scripts == null || scripts.succeeded())) {
                    desired.instances().forEach(this::obey);
                }
                observe();
            }
        } else if (message instanceof ObservedAsk ask && ask.signals() != null) {
            signals.removeIf(signal -> signal.number().isUpTo(ask.signals()));
        } else if (message instanceof ObservedAsk ask && !ask.rivals()) {
            if (epoch < ask.knownEpoch()) {
                epoch = ask.knownEpoch() + 1;
                sequence = 0;
            }
            observe();
        } else if (message instanceof Verdict verdict) {
            if (verdict.machine().equals(key) && verdict.epoch() >= epoch) {
                epoch = verdict.epoch() + 1;
                sequence = 0;
                observe();
            }
        } else if (message instanceof ImportsRepair repair) {
            repairs.add(repair);
        }
    }

    /** The newest relocation that it has taken. */
    public long relocation() {
        return relocation;
    }

    /** Takes a relocation. */
    public void take(Relocate told) {
        relocation = told.number();
    }

    /** Does what it was told while it did not work. */
    void obeyNow() {
        if (order != null) {
            order.instances().forEach(this::obey);
            observe();
        }
    }

    private void obey(DesiredInstance wanted) {
        become(wanted.path(), wanted.expected(), wanted);
    }

    /** One of its instances is in this state from now on. */
    public void become(String path, InstanceState state) {
        InstancePath at = new InstancePath(path);
        become(
                at,
                state,
                order.instances().stream()
                        .filter(wanted -> wanted.path().equals(at))
                        .findFirst()
                        .orElseThrow());
        observe();
    }

    /** One of its instances cannot start without these prefixes. */
    void waitsFor(String path, String... missing) {
        ObservedInstance before = instances.get(new InstancePath(path));
        instances.put(
                before.path(),
                new ObservedInstance(
                        before.path(),
                        InstanceState.UNRESOLVED,
                        Reason.IMPORT_MISSING,
                        "",
                        wall.getAsLong(),
                        before.attempt(),
                        null,
                        before.starts(),
                        before.exports(),
                        List.of(missing),
                        null));
        observe();
    }

    private void become(InstancePath path, InstanceState state, DesiredInstance wanted) {
        Map<String, String> exports = new HashMap<>(wanted.exports());
        wanted.addressExports().forEach(name -> exports.put(name, address));
        instances.put(
                path,
                new ObservedInstance(
                        path,
                        state,
                        state == InstanceState.PROBLEM ? Reason.STEP_FAILED : Reason.NONE,
                        state == InstanceState.PROBLEM ? "start.sh exited 1" : "",
                        wall.getAsLong(),
                        wanted.attempt(),
                        state == InstanceState.PROBLEM ? InstanceState.DEPLOYED_STOPPED : null,
                        1,
                        exports,
                        List.of(),
                        null));
        if (state == InstanceState.DEPLOYED_STARTED) {
            StatementVersion version = new StatementVersion(epoch, sequence + 1);
            wanted.exportedPrefixes()
                    .forEach(prefix -> exported.put(ExportsSubject.inside(order.application(), prefix), version));
            if (wanted.externalExports() != null) {
                String prefix = wanted.externalExports().prefix();
                exported.put(ExportsSubject.external(order.application(), prefix), version);
            }
        }
    }

    void observe() {
        sequence++;
        speak.accept(observed());
    }

    Observed observed() {
        return new Observed(
                key,
                epoch,
                bootId,
                sequence,
                accepted,
                address,
                List.copyOf(instances.values()),
                exported,
                List.of(),
                signals,
                scripts);
    }

    public void heartbeat() {
        Map<ExportsSubject, String> digests = new HashMap<>();
        SignalNumber newest =
                signals.isEmpty() ? null : signals.get(signals.size() - 1).number();
        held.forEach((subject, instances) -> digests.put(subject, ExportsDigest.of(instances)));
        speak.accept(new Heartbeat(key, epoch, bootId, sequence, accepted, address, digests, relocation, newest));
    }
}

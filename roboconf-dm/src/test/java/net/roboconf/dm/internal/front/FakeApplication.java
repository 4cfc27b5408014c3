package net.roboconf.dm.internal.front;

import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.BindingView;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.ImportView;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.MachineView;

/** An application whose instances are what a test says they are. */
public final class FakeApplication implements ApplicationView {

    private final String name;
    private final String template;
    private final String version;
    private final String description;
    private final TreeMap<InstancePath, InstanceView> instances = new TreeMap<>();
    final Map<String, String> targets = new LinkedHashMap<>();
    final Map<String, Set<String>> providers = new TreeMap<>();
    private final Map<String, List<String>> candidates = new TreeMap<>();

    FakeApplication(String name, String template, String version, String description) {
        this.name = name;
        this.template = template;
        this.version = version;
        this.description = description;
    }

    InstanceView add(String parent, String instance, String component, String installer, Map<String, String> exports) {
        InstancePath path = parent == null ? InstancePath.root(instance) : new InstancePath(parent).child(instance);
        InstanceView view = new InstanceView(
                name,
                path,
                component,
                installer,
                NOT_DEPLOYED,
                NOT_DEPLOYED,
                Reason.NONE,
                "",
                Shop.NOON,
                0,
                List.of(),
                exports,
                Map.of(),
                new MachineView(path.root(), null, null, null, null, AgentStatus.NONE, 0, List.of()),
                null,
                0,
                false);
        instances.put(path, view);
        return view;
    }

    void remove(InstancePath path) {
        instances.keySet().removeIf(p -> p.equals(path) || p.isBelow(path));
    }

    private void change(String path, UnaryOperator<InstanceView> how) {
        instances.computeIfPresent(new InstancePath(path), (p, v) -> how.apply(v));
    }

    void expect(InstancePath path, InstanceState expected) {
        change(
                path.value(),
                v -> with(v, expected, v.actual(), v.reason(), v.message(), v.missing(), v.lastStep(), v.machine()));
    }

    /** Says how an instance is. */
    public FakeApplication is(String path, InstanceState actual, Reason reason, String message, String... missing) {
        change(path, v -> with(v, v.expected(), actual, reason, message, List.of(missing), v.lastStep(), v.machine()));
        return this;
    }

    /** Says what is expected of an instance. */
    public FakeApplication expects(String path, InstanceState expected) {
        expect(new InstancePath(path), expected);
        return this;
    }

    /** Says how the newest step of an instance ended. */
    public FakeApplication ran(String path, StepReport step) {
        change(path, v -> with(v, v.expected(), v.actual(), v.reason(), v.message(), v.missing(), step, v.machine()));
        return this;
    }

    /** Says that an instance is a machine with an agent. */
    public FakeApplication connected(String path, String address) {
        InstancePath machine = new InstancePath(path);
        MachineView view = new MachineView(
                machine,
                new MachineKey("key-of-" + machine.name().replace(' ', '-')),
                "local",
                "4711",
                address,
                AgentStatus.CONNECTED,
                Shop.NOON,
                List.of());
        for (InstanceView v : List.copyOf(instances.values())) {
            if (v.path().equals(machine) || v.path().isBelow(machine)) {
                change(
                        v.path().value(),
                        o -> with(
                                o, o.expected(), o.actual(), o.reason(), o.message(), o.missing(), o.lastStep(), view));
            }
        }
        return this;
    }

    private static InstanceView with(
            InstanceView v,
            InstanceState expected,
            InstanceState actual,
            Reason reason,
            String message,
            List<String> missing,
            StepReport step,
            MachineView machine) {
        return new InstanceView(
                v.application(),
                v.path(),
                v.component(),
                v.installer(),
                expected,
                actual,
                reason,
                message,
                v.since(),
                v.unknownSince(),
                missing,
                v.exports(),
                v.data(),
                machine,
                step,
                v.attempt(),
                v.removing());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String templateName() {
        return template;
    }

    @Override
    public String templateVersion() {
        return version;
    }

    @Override
    public long createdAt() {
        return Shop.NOON;
    }

    @Override
    public List<InstanceView> instances() {
        return List.copyOf(instances.values());
    }

    @Override
    public int size() {
        return instances.size();
    }

    @Override
    public Map<InstanceState, Integer> states() {
        Map<InstanceState, Integer> states = new EnumMap<>(InstanceState.class);
        instances.values().forEach(v -> states.merge(v.actual(), 1, Integer::sum));
        return states;
    }

    @Override
    public Optional<InstanceView> instance(InstancePath path) {
        return Optional.ofNullable(instances.get(path));
    }

    @Override
    public List<InstanceView> children(InstancePath parent) {
        return instances.values().stream()
                .filter(v -> v.path().parent().equals(Optional.ofNullable(parent)))
                .toList();
    }

    @Override
    public List<ImportView> imports(InstancePath path) {
        return path.name().equals("tomcat") ? List.of(new ImportView("MySQL", false, false, List.of())) : List.of();
    }

    /** Says that it imports an external prefix, and from whom it could. */
    public FakeApplication imports(String prefix, String... candidates) {
        providers.put(prefix, new TreeSet<>());
        this.candidates.put(prefix, List.of(candidates));
        return this;
    }

    @Override
    public List<BindingView> bindings() {
        return providers.entrySet().stream()
                .map(e -> new BindingView(e.getKey(), false, List.copyOf(e.getValue()), candidates.get(e.getKey())))
                .toList();
    }

    @Override
    public Map<String, String> targets() {
        return targets;
    }

    @Override
    public Explanation explain(InstancePath path) {
        InstanceView v = instances.get(path);
        boolean asExpected = v.actual() == v.expected();
        return new Explanation(
                path,
                asExpected,
                asExpected
                        ? List.of()
                        : List.of(new Explanation.Link(
                                null,
                                path,
                                v.actual(),
                                v.reason(),
                                0,
                                true,
                                path + " is " + v.actual() + ": " + v.message())));
    }
}

package net.roboconf.dm.internal.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ManagerEvent;

/** What all changes come to: the state in which an engine begins. Two are equal when they hold the same. Not thread-safe. */
public final class DmState {

    /** How many events are kept. */
    public static final int EVENTS = 10_000;

    private long term;
    private long revision = -1;
    private String owner = "";
    private boolean suspended;
    private StoredMessaging messaging = StoredMessaging.NONE;
    private final Map<TemplateId, StoredTemplate> templates = new TreeMap<>();
    private final Map<String, StoredApplication> applications = new TreeMap<>();
    private final Map<String, Map<InstancePath, StoredInstance>> instances = new TreeMap<>();
    private final Map<MachineKey, StoredMachine> machines = new TreeMap<>();
    private final Map<MachineKey, StoredReport> reports = new TreeMap<>();
    private final Map<MachineKey, Map<InstancePath, ObservedInstance>> observed = new TreeMap<>();
    private final Map<String, StoredTarget> targets = new TreeMap<>();
    private final Deque<ManagerEvent> events = new ArrayDeque<>();

    /** Takes in one more change. */
    public void apply(Change change) {
        if (change instanceof Change.Term c) {
            term = c.term();
        } else if (change instanceof Change.Revision c) {
            revision = c.revision();
        } else if (change instanceof Change.Owner c) {
            owner = c.owner();
        } else if (change instanceof Change.Suspended c) {
            suspended = c.suspended();
        } else if (change instanceof Change.Messaging c) {
            messaging = c.messaging();
        } else if (change instanceof Change.PutTemplate c) {
            templates.put(c.template().id(), c.template());
        } else if (change instanceof Change.DropTemplate c) {
            templates.remove(c.id());
        } else if (change instanceof Change.PutApplication c) {
            applications.put(c.application().name(), c.application());
        } else if (change instanceof Change.DropApplication c) {
            applications.remove(c.name());
        } else if (change instanceof Change.PutInstance c) {
            instances
                    .computeIfAbsent(c.instance().application(), name -> new TreeMap<>())
                    .put(c.instance().path(), c.instance());
        } else if (change instanceof Change.DropInstance c) {
            instances.computeIfPresent(c.application(), (name, ofName) -> without(ofName, c.path()));
        } else if (change instanceof Change.PutTarget c) {
            targets.put(c.target().id(), c.target());
        } else if (change instanceof Change.DropTarget c) {
            targets.remove(c.id());
        } else if (change instanceof Change.Happened c) {
            events.addLast(c.event());
            if (events.size() > EVENTS) {
                events.removeFirst();
            }
        } else {
            applyToMachine(change);
        }
    }

    private void applyToMachine(Change change) {
        if (change instanceof Change.PutMachine c) {
            machines.put(c.machine().key(), c.machine());
        } else if (change instanceof Change.DropMachine c) {
            machines.remove(c.key());
            reports.remove(c.key());
            observed.remove(c.key());
        } else if (change instanceof Change.PutReport c) {
            reports.put(c.report().machine(), c.report());
        } else if (change instanceof Change.PutObserved c) {
            observed.computeIfAbsent(c.machine(), key -> new TreeMap<>())
                    .put(c.instance().path(), c.instance());
        } else if (change instanceof Change.DropObserved c) {
            observed.computeIfPresent(c.machine(), (key, ofKey) -> without(ofKey, c.path()));
        }
    }

    private static <V> Map<InstancePath, V> without(Map<InstancePath, V> map, InstancePath path) {
        map.remove(path);
        return map.isEmpty() ? null : map;
    }

    /** The highest term of an active Deployment Manager; 0 before the first. */
    public long term() {
        return term;
    }

    /** No order has a higher revision than this one; -1 when that is not known. */
    public long revision() {
        return revision;
    }

    /** Names the store; empty where nothing is kept. */
    public String owner() {
        return owner;
    }

    /** Whether orders are held back until a person confirms. */
    public boolean suspended() {
        return suspended;
    }

    /** Where agents are met, and where some may still be. */
    public StoredMessaging messaging() {
        return messaging;
    }

    /** The templates. */
    public Map<TemplateId, StoredTemplate> templates() {
        return templates;
    }

    /** The applications by name. */
    public Map<String, StoredApplication> applications() {
        return applications;
    }

    /** The instances of an application: a parent comes before its descendants. */
    public Map<InstancePath, StoredInstance> instances(String application) {
        return instances.getOrDefault(application, Map.of());
    }

    /** The machines. */
    public Map<MachineKey, StoredMachine> machines() {
        return machines;
    }

    /** What agents reported, the instances apart. */
    public Map<MachineKey, StoredReport> reports() {
        return reports;
    }

    /** What the agent of a machine reported of instances. */
    public Map<InstancePath, ObservedInstance> observed(MachineKey machine) {
        return observed.getOrDefault(machine, Map.of());
    }

    /** The target definitions by identifier. */
    public Map<String, StoredTarget> targets() {
        return targets;
    }

    /** The newest events, oldest first. */
    public Deque<ManagerEvent> events() {
        return events;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DmState other
                && term == other.term
                && owner.equals(other.owner)
                && suspended == other.suspended
                && messaging.equals(other.messaging)
                && templates.equals(other.templates)
                && applications.equals(other.applications)
                && instances.equals(other.instances)
                && machines.equals(other.machines)
                && reports.equals(other.reports)
                && observed.equals(other.observed)
                && targets.equals(other.targets)
                && List.copyOf(events).equals(List.copyOf(other.events));
    }

    @Override
    public int hashCode() {
        return Objects.hash(term, applications.keySet(), machines.keySet(), targets.keySet());
    }

    @Override
    public String toString() {
        return "state of term " + term + ": " + applications.size() + " applications, " + machines.size()
                + " machines, " + events.size() + " events";
    }
}

package net.roboconf.dm.internal.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.internal.state.StoredInstance;

/** An instance as the engine works with it: what is wanted, what was ordered, what is observed. */
final class InstanceNode {

    final ApplicationNode application;
    final Component component;

    /** What it is placed over; null for a root. */
    final InstanceNode parent;

    /** The machine that it is, or is on. */
    final Place place;

    /** By name. */
    final Map<String, InstanceNode> children = new TreeMap<>();

    StoredInstance stored;

    /** What its agent has reported; null for nothing. Always null for a machine. */
    ObservedInstance observed;

    /** What the newest order says of it; null when it must be said anew. */
    DesiredInstance ordered;

    /** What the newest order that was sent expects of it; null before the first of this term. */
    InstanceState orderedState;

    /** Since which revision of this term orders expect that; 0 before the first. */
    long orderedSince;

    /** What others can import from it now, by prefix. */
    Map<String, ExportedInstance> exported = Map.of();

    /** What other applications can import from it now; null for nothing. */
    ExportedInstance externallyExported;

    /** What people were told of it last. */
    Shown told;

    private InstancePicture picture;

    InstanceNode(StoredInstance stored, ApplicationNode application, Component component, InstanceNode parent) {
        this.stored = stored;
        this.application = application;
        this.component = component;
        this.parent = parent;
        this.place = component.isMachine() ? new Place(this, parent == null ? null : parent.place) : parent.place;
    }

    InstancePath path() {
        return stored.path();
    }

    boolean isMachine() {
        return place.self == this;
    }

    /** Visits it and all below it, parents first. */
    void visit(Consumer<InstanceNode> visitor) {
        visitor.accept(this);
        children.values().forEach(child -> child.visit(visitor));
    }

    /** The network host that it is on: its root instance. */
    InstanceNode root() {
        InstanceNode node = this;
        while (node.parent != null) {
            node = node.parent;
        }
        return node;
    }

    /**
     * What is expected of it now: nothing stays on what is to go. What was asked of it is remembered, and holds again when
     * what carries it is deployed again.
     */
    InstanceState wanted() {
        for (InstanceNode above = parent; above != null; above = above.parent) {
            if (above.stored.expected() == InstanceState.NOT_DEPLOYED) {
                return InstanceState.NOT_DEPLOYED;
            }
        }
        return stored.expected();
    }

    /** Whether nothing of it is anywhere, as far as can be known for certain. */
    boolean isUndeployed() {
        if (wanted() != InstanceState.NOT_DEPLOYED) {
            return false;
        }
        if (place.machine == null) {
            return true;
        }
        if (isMachine()) {
            return false;
        }
        if (place.report == null || place.machine.awaitsScripts()) {
            // Its agent was never heard, or everything waits for scripts: it was never given an order.
            return true;
        }
        return (observed == null || observed.state() == InstanceState.NOT_DEPLOYED) && place.hasConfirmed(this);
    }

    /** Whether what stands on it can run. */
    boolean isStarted() {
        return isMachine()
                ? place.machine != null && place.report != null && !place.awaitsScripts()
                : observed != null && observed.state() == InstanceState.DEPLOYED_STARTED;
    }

    /** What it exports under a prefix, by local name, according to its newest report. */
    Map<String, String> reportedUnder(String prefix) {
        Map<String, String> variables = new HashMap<>();
        String start = prefix + ".";
        observed.exports().forEach((name, value) -> {
            if (name.startsWith(start)) {
                variables.put(name.substring(start.length()), value);
            }
        });
        return variables;
    }

    InstancePicture picture() {
        if (picture == null || picture.stored() != stored || picture.observed() != observed) {
            picture = new InstancePicture(stored, component, observed);
        }
        return picture;
    }

    @Override
    public String toString() {
        return application.name() + path();
    }
}

package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;

/** What is still to be done when an instance is not deployed any more: the next wave, its removal, or its return. */
final class Leaving {

    private final World world;

    Leaving(World world) {
        this.world = world;
    }

    /** Looks at a machine and at all that is on it. */
    void look(Place place) {
        List<InstanceNode> candidates = new ArrayList<>();
        if (place.self.stored.expected() == InstanceState.NOT_DEPLOYED) {
            candidates.add(place.self);
        }
        for (InstanceNode node : place.instances.values()) {
            if (node.stored.expected() == InstanceState.NOT_DEPLOYED) {
                candidates.add(node);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        nextWave(place.self.application, candidates);
        finish(candidates);
        releaseOuter(place);
        world.touch(place);
    }

    /** Lets those go whose turn it is now that these are undeployed, or not waited for any more. */
    void nextWave(ApplicationNode application, Iterable<InstanceNode> candidates) {
        for (InstanceNode node : Holds.passed(application, candidates)) {
            world.order(node);
        }
    }

    private void finish(List<InstanceNode> candidates) {
        Set<InstanceNode> removed = new LinkedHashSet<>();
        Set<InstanceNode> resumed = new LinkedHashSet<>();
        for (InstanceNode node : candidates) {
            if (node.stored.removing() && node.isUndeployed()) {
                removed.add(topRemoved(node));
            } else if (node.stored.resume() != null && node.isUndeployed()) {
                resumed.add(topResumed(node));
            }
        }
        for (InstanceNode top : removed) {
            if (isAllUndeployed(top)) {
                remove(top);
            }
        }
        for (InstanceNode top : resumed) {
            if (isAllUndeployed(top)) {
                top.visit(node -> {
                    if (node.stored.resume() != null) {
                        world.put(node, node.stored.expecting(node.stored.resume()));
                    }
                });
            }
        }
    }

    /** What carries a machine that is no more may be stopped or undeployed now. */
    private void releaseOuter(Place place) {
        if (place.outer != null && place.machine == null) {
            for (InstanceNode node = place.self.parent; node != null; node = node.parent) {
                world.order(node);
                world.touch(node.place);
            }
        }
    }

    private static InstanceNode topRemoved(InstanceNode node) {
        InstanceNode top = node;
        while (top.parent != null && top.parent.stored.removing()) {
            top = top.parent;
        }
        return top;
    }

    private static InstanceNode topResumed(InstanceNode node) {
        InstanceNode top = node;
        while (top.parent != null && top.parent.stored.resume() != null) {
            top = top.parent;
        }
        return top;
    }

    static boolean isAllUndeployed(InstanceNode top) {
        boolean[] all = {true};
        top.visit(node -> all[0] = all[0] && node.isUndeployed());
        return all[0];
    }

    /** Takes an instance and all below it out of the model. Nothing of them is deployed. */
    void remove(InstanceNode top) {
        List<InstanceNode> nodes = new ArrayList<>();
        top.visit(nodes::add);
        ApplicationNode application = top.application;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            InstanceNode node = nodes.get(i);
            Exporting.remove(node);
            application.instances.remove(node.path());
            application.waves.forget(node.path());
            if (node.isMachine()) {
                application.places.remove(node.path());
                application.ports.remove(node.path());
                if (node.place.outer != null) {
                    node.place.outer.inner.remove(node.place);
                }
            } else {
                node.place.instances.remove(node.path());
                if (node.observed != null) {
                    world.store(new Change.DropObserved(node.place.key(), node.path()));
                }
                world.orderDue.add(node.place);
                node.place.changed();
            }
            Ports ports = application.ports.get(node.root().path());
            if (ports != null) {
                ports.release(node);
            }
            world.store(new Change.DropInstance(application.name(), node.path()));
            world.tell(ManagerEvent.Kind.INSTANCE_REMOVED, application.name(), node.path(), "");
        }
        if (top.parent != null) {
            top.parent.children.remove(top.path().name());
        }
        nextWave(application, List.of());
        application.changed();
    }
}

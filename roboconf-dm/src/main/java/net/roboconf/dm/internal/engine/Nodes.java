package net.roboconf.dm.internal.engine;

import net.roboconf.core.model.Component;
import net.roboconf.dm.internal.state.StoredInstance;

/** Puts instances into the tree of their application and into its indexes. */
final class Nodes {

    private Nodes() {}

    static InstanceNode add(
            ApplicationNode application, InstanceNode parent, Component component, StoredInstance stored) {
        InstanceNode node = new InstanceNode(stored, application, component, parent);
        application.instances.put(node.path(), node);
        if (parent != null) {
            parent.children.put(node.path().name(), node);
        }
        if (node.isMachine()) {
            application.places.put(node.path(), node.place);
            if (node.place.outer != null) {
                node.place.outer.inner.add(node.place);
            }
        } else {
            node.place.instances.put(node.path(), node);
        }
        Exporting.add(node);
        application.changed();
        return node;
    }
}

package net.roboconf.dm.internal.engine;

import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.StoredInstance;

/**
 * What is asked for and must wait before it becomes an order: an exporter that is undeployed with its application waits
 * for its importers (waves), and what carries inner machines waits until they are gone.
 */
final class Holds {

    /** What is expected of an instance by the next order. */
    InstanceState ordered(InstanceNode node) {
        InstanceState expected = node.wanted();
        boolean held = expected == InstanceState.NOT_DEPLOYED && node.stored.inWaves() && isLaterWave(node)
                || expected != InstanceState.DEPLOYED_STARTED && carriesMachine(node);
        return held ? Orders.presently(node) : expected;
    }

    /** Puts an instance that is to be undeployed, and that waits for its importers, where its turn is found. */
    static void await(InstanceNode node) {
        if (node.stored.inWaves() && !node.isMachine() && node.place.machine != null && !isPassed(node)) {
            node.application.waves.await(node.path(), waveOf(node));
        }
    }

    /**
     * Takes instances off the waves that need not be waited for any more.
     *
     * @return the instances whose turn it is now, because an earlier wave is over; mostly empty
     */
    static List<InstanceNode> passed(ApplicationNode application, Iterable<InstanceNode> candidates) {
        if (application.waves.areOver()) {
            return List.of();
        }
        for (InstanceNode node : candidates) {
            if (!node.stored.inWaves() || isPassed(node)) {
                application.waves.forget(node.path());
            }
        }
        if (!application.waves.haveMovedOn()) {
            return List.of();
        }
        // Those included that nobody has waited for: a machine whose agent was lost has it back, say.
        return application.instances.values().stream()
                .filter(node -> node.stored.inWaves() && !isLaterWave(node) && !node.isUndeployed())
                .toList();
    }

    private static boolean isLaterWave(InstanceNode node) {
        return node.application.waves.holds(waveOf(node));
    }

    /** Undeployed, or in a state in which waiting for it would be waiting for ever. */
    private static boolean isPassed(InstanceNode node) {
        return node.isUndeployed()
                || node.place.machine == null
                || node.place.agent == AgentStatus.LOST
                || node.place.agent == AgentStatus.DUPLICATE
                || hasFailedToLeave(node);
    }

    /**
     * It could not be undeployed, or what stands on it could not. A problem that was there before the order ends with
     * the order, or by itself.
     */
    private static boolean hasFailedToLeave(InstanceNode node) {
        boolean failed = node.observed != null
                && node.observed.state() == InstanceState.PROBLEM
                && node.place.hasConfirmed(node);
        return failed
                || node.children.values().stream().anyMatch(child -> !child.isMachine() && hasFailedToLeave(child));
    }

    /** Its component's, but never before what stands on it. */
    static int waveOf(InstanceNode node) {
        int wave = node.application.template.waves().getOrDefault(node.component.name(), 0);
        for (InstanceNode child : node.children.values()) {
            if (!child.isMachine()) {
                wave = Math.max(wave, waveOf(child));
            }
        }
        return wave;
    }

    /** Whether a machine that is not lost stands on it or below. */
    static boolean carriesMachine(InstanceNode node) {
        for (Place inner : node.place.inner) {
            boolean above = node.isMachine() || inner.self.path().isBelow(node.path());
            if (above && inner.machine != null && inner.agent != AgentStatus.LOST) {
                return true;
            }
        }
        return false;
    }

    /** The same for all that is below a machine, so that the machine itself may go. */
    static boolean isEmpty(Place place) {
        return place.inner.stream().allMatch(inner -> inner.machine == null)
                && place.instances.values().stream().allMatch(InstanceNode::isUndeployed);
    }

    /** Whether something of an undeployed instance is still to be done. */
    static boolean isLeaving(StoredInstance stored) {
        return stored.removing() || stored.resume() != null;
    }
}

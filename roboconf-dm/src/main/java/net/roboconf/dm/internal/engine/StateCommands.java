package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ErrorCode;

/**
 * Writes what is expected of instances. A stop or an undeployment is written for the whole subtree, so that starting a
 * parent later starts only the parent.
 */
final class StateCommands {

    private final World world;
    private final MachineLife life;
    private final Leaving leaving;

    StateCommands(World world, MachineLife life, Leaving leaving) {
        this.world = world;
        this.life = life;
        this.leaving = leaving;
    }

    void run(Command.ChangeState command) {
        InstanceNode node = world.instance(command.application(), command.path());
        switch (command.expected()) {
            case DEPLOYED_STARTED -> expect(node, InstanceState.DEPLOYED_STARTED);
            case DEPLOYED_STOPPED -> {
                if (node.isMachine() || node.stored.expected() == InstanceState.DEPLOYED_STARTED) {
                    stop(List.of(node));
                } else {
                    expect(node, InstanceState.DEPLOYED_STOPPED);
                }
            }
            case NOT_DEPLOYED -> undeploy(List.of(node), false);
            case DEPLOYING, UNRESOLVED, WAITING_FOR_ANCESTOR, STARTING, STOPPING, UNDEPLOYING, PROBLEM ->
                throw new Refusal(
                        ErrorCode.REFUSED_STATE,
                        "Nobody can ask " + node.path() + " to become " + command.expected()
                                + "; ask for NOT_DEPLOYED, DEPLOYED_STOPPED or DEPLOYED_STARTED");
        }
    }

    void run(Command.ChangeAll command) {
        List<InstanceNode> tops = tops(command.application(), command.path());
        switch (command.bulk()) {
            case DEPLOY_AND_START ->
                tops.forEach(top -> top.visit(node -> expect(node, InstanceState.DEPLOYED_STARTED)));
            case START ->
                tops.forEach(top -> top.visit(node -> {
                    if (node.stored.expected() == InstanceState.DEPLOYED_STOPPED) {
                        expect(node, InstanceState.DEPLOYED_STARTED);
                    }
                }));
            case STOP -> stop(tops);
            case UNDEPLOY -> undeploy(tops, true);
        }
    }

    private List<InstanceNode> tops(String application, InstancePath path) {
        if (path != null) {
            return List.of(world.instance(application, path));
        }
        return world.application(application).instances.values().stream()
                .filter(node -> node.parent == null)
                .toList();
    }

    private void expect(InstanceNode node, InstanceState state) {
        if (node.stored.removing()) {
            throw new Refusal(ErrorCode.CONFLICT, node.path() + " is being removed");
        }
        world.put(node, node.stored.expecting(state));
        world.touch(node.place);
    }

    private void stop(List<InstanceNode> tops) {
        List<InstanceNode> stopped = new ArrayList<>();
        tops.forEach(top -> top.visit(node -> {
            if (!node.isMachine() && node.stored.expected() == InstanceState.DEPLOYED_STARTED) {
                stopped.add(node);
            }
        }));
        for (InstanceNode node : stopped) {
            if (Holds.carriesMachine(node)) {
                throw new Refusal(
                        ErrorCode.REFUSED_STATE,
                        node.path() + " cannot be stopped: machines stand on it; undeploy them first");
            }
        }
        for (InstanceNode node : stopped) {
            expect(node, InstanceState.DEPLOYED_STOPPED);
        }
    }

    private void undeploy(List<InstanceNode> tops, boolean waves) {
        List<InstanceNode> all = new ArrayList<>();
        tops.forEach(top -> top.visit(all::add));
        for (InstanceNode node : all) {
            boolean removing = node.stored.removing();
            world.put(node, node.stored.leaving(waves && !node.isMachine(), removing, null));
        }
        settleUndeployed(all);
    }

    private void settleUndeployed(List<InstanceNode> all) {
        for (InstanceNode node : all) {
            if (node.isMachine() && node.stored.failure() != null) {
                world.put(node, node.stored.failed(null, 0));
            }
            Holds.await(node);
            world.order(node);
            world.touch(node.place);
        }
        all.stream().map(node -> node.place).distinct().forEach(leaving::look);
    }

    void run(Command.Retry command) {
        InstanceNode node = world.instance(command.application(), command.path());
        world.put(node, node.stored.retried());
        if (node.isMachine() && node.place.machine != null) {
            world.timers.cancel(TargetCalls.timer(node.place));
            node.place.retryDelay = 0;
            if (node.place.awaitsScripts()) {
                world.orderDue.add(node.place);
            }
        }
        world.touch(node.place);
    }

    void run(Command.Redeploy command) {
        InstanceNode top = world.instance(command.application(), command.path());
        if (top.stored.expected() == InstanceState.NOT_DEPLOYED) {
            throw new Refusal(
                    ErrorCode.REFUSED_STATE,
                    top.path() + " is not to be deployed; ask for DEPLOYED_STOPPED or DEPLOYED_STARTED instead");
        }
        List<InstanceNode> all = new ArrayList<>();
        top.visit(all::add);
        for (InstanceNode node : all) {
            if (node.stored.expected() != InstanceState.NOT_DEPLOYED) {
                world.put(node, node.stored.leaving(false, false, node.stored.expected()));
            }
        }
        settleUndeployed(all);
    }

    void run(Command.ForceUndeploy command) {
        InstanceNode top = world.instance(command.application(), command.path());
        if (!top.isMachine()) {
            throw new Refusal(ErrorCode.REFUSED_STATE, top.path() + " is not a machine; name " + top.place.self.path());
        }
        List<InstanceNode> all = new ArrayList<>();
        top.visit(all::add);
        for (InstanceNode node : all) {
            if (node.isMachine() && node.place.machine != null && node.place.agent == AgentStatus.CONNECTED) {
                throw new Refusal(
                        ErrorCode.REFUSED_STATE,
                        "The agent of " + node.path() + " is connected: undeploy it in good order instead");
            }
        }
        for (InstanceNode node : all) {
            world.put(node, node.stored.leaving(false, node.stored.removing(), null));
        }
        for (InstanceNode node : all) {
            if (node.isMachine() && node.place.machine != null && node.place.machine.machineId() != null) {
                life.terminate(node.place);
            }
        }
        settleUndeployed(all);
    }
}

package net.roboconf.dm.internal.engine;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ExportedVariable;
import net.roboconf.dm.ErrorCode;

/** The ports that are taken on one network host: a root instance with all below it. */
final class Ports {

    private static final int FIRST = 10_000;
    private static final int END = 65_500;

    private final BitSet taken = new BitSet();

    /** Those that a root instance and all below it have taken. */
    static Ports of(InstanceNode root) {
        Ports ports = new Ports();
        root.visit(node -> ports.take(node.component, node.stored.overrides()));
        return ports;
    }

    /**
     * Chooses a port for each variable that the graph wants chosen and the instance does not fix, inherited ones too.
     * Variables with one local name are one variable under several prefixes: they get the same port.
     *
     * @return the overrides, completed
     */
    Map<String, String> choose(Component component, Map<String, String> overrides, Set<Integer> forbidden) {
        take(component, overrides);
        Map<String, String> completed = new HashMap<>(overrides);
        Map<String, String> chosen = new HashMap<>();
        for (ExportedVariable variable : component.exports().values()) {
            if (variable.isRandom() && !isFixed(variable, overrides)) {
                String port = chosen.computeIfAbsent(variable.localName(), name -> next(forbidden));
                completed.put(variable.fullName(), port);
            }
        }
        return completed;
    }

    /** Lets go of what an instance has taken. */
    void release(InstanceNode node) {
        forEachPort(node.component, node.stored.overrides(), taken::clear);
    }

    private void take(Component component, Map<String, String> overrides) {
        forEachPort(component, overrides, taken::set);
    }

    private static void forEachPort(Component component, Map<String, String> overrides, IntConsumer port) {
        Collection<ExportedVariable> variables = component.exports().values();
        for (ExportedVariable variable : variables) {
            if (variable.isRandom()) {
                String value = overrides.getOrDefault(variable.fullName(), overrides.get(variable.localName()));
                if (value != null && value.matches("[0-9]{1,5}") && Integer.parseInt(value) < 65_536) {
                    port.accept(Integer.parseInt(value));
                }
            }
        }
    }

    private static boolean isFixed(ExportedVariable variable, Map<String, String> overrides) {
        return overrides.containsKey(variable.fullName()) || overrides.containsKey(variable.localName());
    }

    private String next(Set<Integer> forbidden) {
        int port = taken.nextClearBit(FIRST);
        while (forbidden.contains(port)) {
            port = taken.nextClearBit(port + 1);
        }
        if (port >= END) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "No port is left between " + FIRST + " and " + (END - 1) + " on this machine; fix the ports of "
                            + "some instances, or use another machine");
        }
        taken.set(port);
        return Integer.toString(port);
    }
}

package net.roboconf.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.dm.ManagerEvent;

/**
 * What becomes of signals, over all lives of agents and Deployment Managers.
 *
 * <ul>
 *   <li>A number is used once. What is told was noted before, on the disk of its machine.
 *   <li>None is told twice, and those of one start of an agent in order.
 *   <li>When one is told, those that its machine had noted before it were told, or are told to be lost: nothing is lost
 *       silently. When the faults are over all were told.
 * </ul>
 *
 * Who runs a machine on an older disk, or a Deployment Manager over an older store, has lost some.
 */
final class SignalRules {

    private record Noted(SimAgent agent, SignalNumber number) {

        /** Boot ids are those of one machine here. */
        String start() {
            return agent.key + " " + number.bootId();
        }
    }

    private final SimStore store;
    private final Set<String> numbers = new HashSet<>();

    /** Those that must still be told, by their texts, which differ; in the order in which they were noted. */
    private final Map<String, Noted> due = new LinkedHashMap<>();

    private final Map<String, Noted> all = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Long> newestOfStart = new HashMap<>();
    private long lost;
    private int setBacks;

    SignalRules(SimStore store) {
        this.store = store;
    }

    void noted(SimAgent agent, Signal signal, boolean durable) {
        require(durable, agent + " does not wait for the disk to note " + signal);
        Noted noted = new Noted(agent, signal.number());
        require(numbers.add(noted.start() + " " + noted.number().number()), agent + " uses a number twice: " + signal);
        all.put(signal.text(), noted);
        due.put(signal.text(), noted);
    }

    /** A machine begins anew on an older disk, or an empty one. */
    void setBack(SimAgent agent) {
        due.values().removeIf(noted -> noted.agent() == agent);
    }

    /** An event is about to be stored: what is stored will be told. */
    void stored(ManagerEvent event) {
        forgetWhenSetBack();
        if (event.kind() == ManagerEvent.Kind.NOTICE && event.message().contains("could not be kept")) {
            lost = Long.parseLong(event.message().substring(0, event.message().indexOf(' ')));
        } else if (event.kind() == ManagerEvent.Kind.SIGNAL) {
            told(event.message());
            lost = 0;
        }
    }

    private void forgetWhenSetBack() {
        if (setBacks != store.setBacks()) {
            setBacks = store.setBacks();
            told.clear();
            newestOfStart.clear();
            due.clear();
        }
    }

    private void told(String text) {
        Noted noted = all.get(text);
        require(noted != null, "the signal " + text + " is told, and nobody has raised it");
        require(told.add(text), "the signal " + text + " is told twice");
        SignalNumber number = noted.number();
        long before = newestOfStart.getOrDefault(noted.start(), 0L);
        require(number.number() > before, "the signal " + number + " is told after number " + before);
        newestOfStart.put(noted.start(), number.number());
        if (due.containsKey(text)) {
            List<String> passedOver = due.keySet().stream()
                    .takeWhile(other -> !other.equals(text))
                    .filter(other -> due.get(other).agent() == noted.agent())
                    .toList();
            require(
                    passedOver.size() <= lost,
                    "the signals " + passedOver + " were not told before " + text + ", and " + lost + " called lost");
            passedOver.forEach(due::remove);
            due.remove(text);
        }
    }

    /** The faults are over for long. */
    void require(Iterable<SimAgent> machines) {
        forgetWhenSetBack();
        for (SimAgent machine : machines) {
            List<String> missing = due.keySet().stream()
                    .filter(text -> due.get(text).agent() == machine)
                    .toList();
            require(missing.isEmpty(), "the signals " + missing + " of " + machine + " were never told");
            require(machine.signalsKept() == 0, machine + " was never told that its signals were taken");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }
}

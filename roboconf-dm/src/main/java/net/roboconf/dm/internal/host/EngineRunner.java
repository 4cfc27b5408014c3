package net.roboconf.dm.internal.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEngine;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.Moment;
import net.roboconf.dm.internal.engine.Picture;
import net.roboconf.dm.internal.engine.TimerId;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;

/**
 * Runs one engine on one thread: hands it what came in, commits what is to be kept in one group, then has the other effects
 * begun in order, publishes what people see, answers them, and acknowledges messages.
 */
final class EngineRunner {

    /** How many events are handled before a commit. */
    private static final int GROUP = 512;

    /** When the inbox was not empty for this long, silence of agents means nothing; in milliseconds. */
    private static final long BEHIND_AFTER = 5_000;

    private static final long IDLE = 60_000;

    private final DmEngine engine;
    private final StateStore store;
    private final Inbox inbox;
    private final Clock clock;
    private final Consumer<DmEffect> outside;
    private final Consumer<Picture> published;
    private final PriorityQueue<Ring> timers = new PriorityQueue<>(Comparator.comparingLong(Ring::at));
    private final List<DmEffect> effects = new ArrayList<>();
    private boolean drained = true;
    private long lastEmpty;

    /** What was taken from the inbox and is not done with. */
    private List<Inbox.Item> taken = List.of();

    /** What the engine is dealing with; null when it is nothing that came. */
    private Inbox.Item inHand;

    /** Commands that were handled but not answered yet. */
    private final List<Long> unanswered = new ArrayList<>();

    private record Ring(long at, TimerId timer, long generation) {}

    EngineRunner(
            DmEngine engine,
            StateStore store,
            Inbox inbox,
            Clock clock,
            Consumer<DmEffect> outside,
            Consumer<Picture> published) {
        this.engine = engine;
        this.store = store;
        this.inbox = inbox;
        this.clock = clock;
        this.outside = outside;
        this.published = published;
    }

    void start() throws StoreException {
        Moment now = clock.now();
        lastEmpty = now.monotonic();
        take(engine.start(now), now);
        finish(List.of());
    }

    /** Does what is to be done, or waits for it for a while. */
    void turn() throws StoreException, InterruptedException {
        List<Inbox.Item> items = inbox.take(patience());
        taken = items;
        demandRight();
        for (int from = 0; from < items.size(); from += GROUP) {
            List<Inbox.Item> group = items.subList(from, Math.min(items.size(), from + GROUP));
            for (Inbox.Item item : group) {
                inHand = item;
                handle(item.event());
            }
            inHand = null;
            if (from + GROUP >= items.size()) {
                ring();
            }
            finish(group);
            taken = items.subList(from + group.size(), items.size());
        }
        if (items.isEmpty()) {
            ring();
            finish(List.of());
        }
        watchInbox();
    }

    /**
     * Acknowledges what was taken from the inbox and is lost with this engine: it would take up the room of what comes
     * next, and the protocol has it stated again. Called once, after a failure.
     *
     * @return the message that the engine was dealing with when it failed; null when it was none
     */
    Delivery giveUp() {
        taken.forEach(item -> item.deliveries().forEach(Delivery::acknowledge));
        taken = List.of();
        return inHand == null || inHand.deliveries().isEmpty()
                ? null
                : inHand.deliveries().get(inHand.deliveries().size() - 1);
    }

    /** The commands whose fate is open because a commit failed. */
    List<Long> unanswered() {
        return unanswered;
    }

    private long patience() {
        Ring next = timers.peek();
        return next == null ? IDLE : Math.max(0, next.at() - clock.now().monotonic());
    }

    private void handle(DmEvent event) {
        Moment now = clock.now();
        if (event instanceof DmEvent.Asked asked) {
            unanswered.add(asked.id());
        } else if (event instanceof DmEvent.Connected || event instanceof DmEvent.LeftConnected) {
            drained = false;
        }
        take(engine.handle(event, now), now);
    }

    /** Rings what is due. What had come in before was handled before. */
    private void ring() {
        Moment now = clock.now();
        while (!timers.isEmpty() && timers.peek().at() <= now.monotonic()) {
            Ring due = timers.poll();
            take(engine.handle(new DmEvent.TimerRang(due.timer(), due.generation()), now), now);
        }
    }

    private void take(List<DmEffect> more, Moment now) {
        for (DmEffect effect : more) {
            if (effect instanceof DmEffect.SetTimer timer) {
                timers.add(new Ring(now.monotonic() + timer.delay(), timer.timer(), timer.generation()));
            } else {
                effects.add(effect);
            }
        }
    }

    private void finish(List<Inbox.Item> group) throws StoreException {
        if (effects.isEmpty() && group.isEmpty()) {
            return;
        }
        List<Change> changes = new ArrayList<>();
        for (DmEffect effect : effects) {
            if (effect instanceof DmEffect.Store kept) {
                changes.add(kept.change());
            }
        }
        if (!changes.isEmpty()) {
            store.commit(changes);
        }
        List<DmEffect> answers = new ArrayList<>();
        for (DmEffect effect : effects) {
            if (effect instanceof DmEffect.Answer || effect instanceof DmEffect.Tell) {
                answers.add(effect);
            } else if (!(effect instanceof DmEffect.Store)) {
                demandRight();
                outside.accept(effect);
            }
        }
        // Whoever is answered, or told, finds what it is about.
        published.accept(engine.picture());
        answers.forEach(outside);
        effects.clear();
        unanswered.clear();
        for (Inbox.Item item : group) {
            item.deliveries().forEach(Delivery::acknowledge);
        }
    }

    /** Looked at before each effect: the process may have been suspended since the commit. */
    private void demandRight() throws StoreException {
        if (!store.mayAct()) {
            throw new StoreException("This Deployment Manager is not active any more", null);
        }
    }

    private void watchInbox() {
        long now = clock.now().monotonic();
        if (inbox.isEmpty()) {
            lastEmpty = now;
            if (!drained) {
                drained = true;
                inbox.put(new DmEvent.InboxDrained());
            }
        } else if (drained && now - lastEmpty >= BEHIND_AFTER) {
            drained = false;
            inbox.put(new DmEvent.InboxBehind());
        }
    }
}

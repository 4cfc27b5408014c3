package net.roboconf.agent.internal.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.journal.Journal;

/**
 * One engine from its beginning to its end, with its journal.
 *
 * <p>Events are handled in groups: first the engine says what is to be done about each, then all that is to be kept is
 * written, with one wait for the disk if any of it has to be durable, then the effects are begun in order. So no effect is
 * begun before what was to be durable before it. The caller acknowledges the messages afterwards.
 *
 * <p>Any exception from here is the end of this life. Not thread-safe, but for {@link #tell}.
 */
final class EngineLife {

    /** Begins effects. */
    interface Effects {

        /**
         * Begins one; returns at once.
         *
         * @param effect never a {@link AgentEffect.Store}
         * @param caused when the event was taken that it follows from
         */
        void begin(AgentEffect effect, Moment caused);

        /** Ends what was begun for this life alone. */
        void close();
    }

    private record Caused(AgentEffect effect, Moment at) {}

    private final Engine engine;
    private final Journal journal;
    private final Clock clock;
    private final Consumer<AgentEvent> inbox;
    private Effects effects;
    private boolean over;

    EngineLife(Engine engine, Journal journal, Clock clock, Consumer<AgentEvent> inbox) {
        this.engine = engine;
        this.journal = journal;
        this.clock = clock;
        this.inbox = inbox;
    }

    /** Does the first effects. */
    void start(Effects begun) throws IOException, EngineFailedException {
        effects = begun;
        Moment now = clock.now();
        List<AgentEffect> first;
        try {
            first = engine.start(now);
        } catch (RuntimeException | Error e) {
            throw new EngineFailedException("its start", e);
        }
        List<Caused> caused = new ArrayList<>();
        first.forEach(effect -> caused.add(new Caused(effect, now)));
        carryOut(caused);
    }

    /** Takes in what happened. The items before one that the engine fails on are dealt with all the same. */
    void handle(List<Inbox.Item> items) throws IOException, EngineFailedException {
        List<Caused> caused = new ArrayList<>();
        EngineFailedException failure = null;
        int handled = 0;
        while (handled < items.size() && failure == null) {
            AgentEvent event = items.get(handled++).event();
            Moment now = clock.now();
            try {
                engine.handle(event, now).forEach(effect -> caused.add(new Caused(effect, now)));
            } catch (RuntimeException | Error e) {
                failure = new EngineFailedException("the handling of " + name(event), e);
            }
        }
        carryOut(caused);
        if (failure != null) {
            throw failure;
        }
        journal.compactWhenGrown();
    }

    /** Without the contents: they may hold secrets of the application. */
    private static String name(AgentEvent event) {
        return event instanceof AgentEvent.Received received
                ? "a message " + received.message().getClass().getSimpleName() + " from " + received.sender()
                : "an event " + event.getClass().getSimpleName();
    }

    private void carryOut(List<Caused> caused) throws IOException, EngineFailedException {
        List<Memo> memos = new ArrayList<>();
        boolean durable = false;
        for (Caused each : caused) {
            if (each.effect() instanceof AgentEffect.Store store) {
                memos.add(store.memo());
                durable |= store.durable();
            }
        }
        if (!memos.isEmpty()) {
            journal.append(memos, durable);
        }
        for (Caused each : caused) {
            if (!(each.effect() instanceof AgentEffect.Store)) {
                try {
                    effects.begin(each.effect(), each.at());
                } catch (RuntimeException e) {
                    throw new EngineFailedException(
                            "the beginning of a " + each.effect().getClass().getSimpleName(), e);
                }
            }
        }
    }

    /** What people who ask are told. */
    AgentView view() {
        return engine.view();
    }

    /** Hands on what happened in consequence of an effect, unless this life is over: then it concerns nobody. */
    synchronized void tell(AgentEvent event) {
        if (!over) {
            inbox.accept(event);
        }
    }

    /** Ends this life. What was kept stays kept. */
    void end() throws IOException {
        synchronized (this) {
            over = true;
        }
        if (effects != null) {
            effects.close();
        }
        journal.close();
    }
}

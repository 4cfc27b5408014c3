package net.roboconf.dm.internal.host;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;

/** Asks agents for something that is not worth keeping, and gives up when they do not answer. */
final class AgentCalls {

    /** How long an agent may take, in milliseconds. */
    static final long DEADLINE = 10_000;

    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(MachineKey machine, CompletableFuture<Reply.Answer> answer) {}

    AgentCalls(ScheduledExecutorService scheduler, Executor executor) {
        this.scheduler = scheduler;
        this.executor = executor;
    }

    CompletableFuture<Reply.Answer> ask(
            BiConsumer<Address, Message> messaging, MachineKey machine, Call.Question question) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Reply.Answer> answer = new CompletableFuture<>();
        waiting.put(id, new Waiting(machine, answer));
        scheduler.schedule(
                () -> fail(id, "The agent did not answer within " + DEADLINE / 1_000 + " seconds"),
                DEADLINE,
                TimeUnit.MILLISECONDS);
        messaging.accept(new Address.Machine(machine), new Call(id, machine, question));
        return answer;
    }

    void replied(Reply reply, String sender) {
        Waiting call = waiting.get(reply.id());
        boolean itself = sender.equals(reply.machine().value()) || sender.equals(MessagingListener.Delivery.MANAGER);
        if (call != null && itself && call.machine().equals(reply.machine())) {
            waiting.remove(reply.id());
            executor.execute(() -> call.answer().complete(reply.answer()));
        }
    }

    void unconfirmed(Message message) {
        if (message instanceof Call call) {
            fail(call.id(), "The agent could not be reached: there is no connection to the broker");
        }
    }

    private void fail(String id, String why) {
        Waiting call = waiting.remove(id);
        if (call != null) {
            executor.execute(() -> call.answer().completeExceptionally(new ManagerException(ErrorCode.NO_ANSWER, why)));
        }
    }
}

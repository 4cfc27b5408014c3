package net.roboconf.dm.internal.host;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.dm.internal.engine.FakeAgent;

/** Makes machines that are agents on a {@link MemoryBroker}, with heartbeats of their own. */
final class MemoryTarget implements Target, AutoCloseable {

    final Map<MachineKey, MachineRequest> machines = new ConcurrentHashMap<>();
    final Map<MachineKey, FakeAgent> agents = new ConcurrentHashMap<>();
    final Set<MachineKey> silent = ConcurrentHashMap.newKeySet();
    final AtomicInteger creations = new AtomicInteger();
    final AtomicInteger creating = new AtomicInteger();
    final AtomicInteger mostCreating = new AtomicInteger();

    /** Creations wait for this. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    volatile String refusal;

    /** Agents that go nowhere else, whatever they are told. */
    final Set<MachineKey> staying = ConcurrentHashMap.newKeySet();

    private final MessagingProvider broker;
    private final Map<MachineKey, Messaging> places = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemon("agents"));

    MemoryTarget(MessagingProvider broker) {
        this.broker = broker;
    }

    @Override
    public String handler() {
        return "Memory";
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        if (properties.containsKey("wrong")) {
            throw new TargetException("the property 'wrong' is wrong", false, null);
        }
    }

    @Override
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        mostCreating.accumulateAndGet(creating.incrementAndGet(), Math::max);
        try {
            gate.await();
        } finally {
            creating.decrementAndGet();
        }
        if (refusal != null) {
            throw new TargetException(refusal, false, null);
        }
        creations.incrementAndGet();
        if (machines.putIfAbsent(request.key(), request) == null) {
            boot(request.key());
        }
        return "id-" + request.key();
    }

    private void boot(MachineKey key) {
        Listener listener = new Listener(key);
        Messaging place = broker.open(
                new Participant.Agent(key, "shop"), machines.get(key).agent().messaging(), listener);
        places.put(key, place);
        FakeAgent agent = new FakeAgent(
                key, message -> places.get(key).publish(new Address.Manager(), message), System::currentTimeMillis);
        agents.put(key, agent);
        listener.agent = agent;
        thread.scheduleWithFixedDelay(() -> beat(key, agent), 0, 200, TimeUnit.MILLISECONDS);
    }

    private void beat(MachineKey key, FakeAgent agent) {
        if (agents.get(key) == agent && !silent.contains(key)) {
            agent.heartbeat();
        }
    }

    private final class Listener implements MessagingListener {

        private final MachineKey key;
        private volatile FakeAgent agent;

        Listener(MachineKey key) {
            this.key = key;
        }

        @Override
        public void connected() {
            // The next heartbeat comes soon.
        }

        @Override
        public void disconnected(String why) {
            // Nothing changes for what runs.
        }

        @Override
        public void received(Delivery delivery) {
            delivery.acknowledge();
            if (silent.contains(key)) {
                return;
            }
            thread.execute(() -> {
                if (delivery.message() instanceof Relocate told) {
                    relocate(told);
                } else if (delivery.message() instanceof Call call) {
                    places.get(key)
                            .publish(
                                    new Address.Manager(),
                                    new Reply(call.id(), key, new Reply.Text("log of " + call.question())));
                } else if (agent != null) {
                    agent.receive(delivery.message());
                }
            });
        }

        private void relocate(Relocate told) {
            if (!staying.contains(key) && told.number() > agent.relocation()) {
                agent.take(told);
                places.get(key).close();
                places.put(
                        key,
                        broker.open(
                                new Participant.Agent(key, "shop"), told.to().settings(), this));
                agent.heartbeat();
            }
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            // Said again by the next heartbeat.
        }
    }

    @Override
    public Optional<String> find(MachineRequest request) {
        return machines.containsKey(request.key()) ? Optional.of("id-" + request.key()) : Optional.empty();
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
        return machines.containsKey(key) ? MachineStatus.RUNNING : MachineStatus.GONE;
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId) {
        machines.remove(key);
        agents.remove(key);
        Messaging place = places.remove(key);
        if (place != null) {
            place.close();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

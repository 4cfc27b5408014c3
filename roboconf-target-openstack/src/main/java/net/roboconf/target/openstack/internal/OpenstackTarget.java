package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The target {@code openstack}: the contract, in terms of Nova, Neutron, Glance and Cinder. */
@Component(name = "roboconf-target-openstack", publicFactory = false)
@Instantiate
@Provides(specifications = Target.class)
public final class OpenstackTarget implements Target {

    private static final Logger LOG = LoggerFactory.getLogger(OpenstackTarget.class);

    private static final Duration CONNECTED = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final Duration LATE = Cloud.ANSWER.plus(SETTLING);

    private final Creation.Pace pace;
    private final Retry retry;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTED)
            .build();
    private final RequestRate.Accounts rates = new RequestRate.Accounts();
    private final Map<Access, Cloud> clouds = new ConcurrentHashMap<>();
    private final KnownNames names;
    private final KeyLocks locks = new KeyLocks();
    /** Creations that this process has begun and not finished: whether a server was asked for. */
    private final Map<MachineKey, Boolean> begun = new ConcurrentHashMap<>();

    /** Waits as long as real clouds may need. */
    public OpenstackTarget() {
        // iPOJO does not set the fields of a component whose constructor calls another one.
        this.pace = new Creation.Pace(SETTLING, Duration.ofMinutes(1), Duration.ofSeconds(1));
        this.retry = new Retry(5, Duration.ofMillis(500), Duration.ofSeconds(30));
        this.names = new KnownNames(Duration.ofSeconds(30));
    }

    OpenstackTarget(Creation.Pace pace, Retry retry, KnownNames names) {
        this.pace = pace;
        this.retry = retry;
        this.names = names;
    }

    @Override
    public String handler() {
        return "openstack";
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        MachineSettings.definition(properties);
    }

    @Override
    public void check(Map<String, String> properties) throws TargetException, InterruptedException {
        MachineSettings settings = MachineSettings.of(properties);
        Cloud cloud = cloud(settings.access());
        cloud.enter();
        Names asked = new Names(cloud);
        asked.of(settings);
        asked.check(settings);
    }

    /** So long the cloud may take for a request, and then until it shows what it did. */
    @Override
    public Duration lateCreation() {
        return LATE;
    }

    @Override
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        MachineSettings settings = MachineSettings.of(request.properties());
        MachineKey key = request.key();
        KeyLocks.Held held = locks.take(key);
        try {
            Boolean before = begun.putIfAbsent(key, false);
            Creation creation = new Creation(cloud(settings.access()), names, settings, request, pace);
            String id = creation.run(new Creation.Asked() {
                @Override
                public boolean before() {
                    return before == null || before;
                }

                @Override
                public void now() {
                    begun.put(key, true);
                }
            });
            begun.remove(key);
            LOG.info("The server {} was made: {}", id, request);
            return id;
        } catch (TargetException e) {
            if (!e.isOutcomeUnknown()) {
                begun.remove(key);
            }
            throw e;
        } finally {
            held.release();
        }
    }

    @Override
    public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
        Cloud cloud = cloud(request.properties());
        return new Servers(cloud).of(request.key()).stream().findFirst().map(Servers::id);
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        Cloud cloud = cloud(properties);
        Servers servers = new Servers(cloud);
        JsonNode server = null;
        for (JsonNode one : servers.of(key)) {
            if (Servers.id(one).equals(machineId)) {
                server = one;
            } else {
                LOG.warn("The server {} is a second one of the machine {}, and is deleted", Servers.id(one), key);
                servers.delete(Servers.id(one));
            }
        }
        if (server == null) {
            server = servers.get(machineId).orElse(null);
        }
        if (server != null) {
            return Servers.status(server);
        }
        // Whoever is told that it is gone forgets it: nothing may be left then.
        return new Remains(cloud).remove(key, null) ? MachineStatus.GONE : MachineStatus.STOPPED;
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        new Remains(cloud(properties)).remove(key, machineId);
        begun.remove(key);
        LOG.info("The server {} of the machine {} is deleted", machineId, key);
    }

    @Override
    public MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        return new Servers(cloud(properties)).facts(machineId);
    }

    @Override
    public List<MadeResource> resources(Map<String, String> properties, String owner)
            throws TargetException, InterruptedException {
        return new Remains(cloud(properties)).of(owner);
    }

    @Override
    public void delete(Map<String, String> properties, MadeResource resource)
            throws TargetException, InterruptedException {
        if (!new Remains(cloud(properties)).delete(resource.kind(), resource.id())) {
            throw TargetException.unsure(
                    "The " + resource.kind() + " " + resource.id() + " is in use, and is deleted after what uses it.",
                    null);
        }
    }

    private Cloud cloud(Map<String, String> properties) throws TargetException {
        return cloud(MachineSettings.of(properties).access());
    }

    private Cloud cloud(Access access) {
        return clouds.computeIfAbsent(
                access, one -> new Cloud(one, http, rates.of(one.account(), one.requestsPerSecond()), retry));
    }
}

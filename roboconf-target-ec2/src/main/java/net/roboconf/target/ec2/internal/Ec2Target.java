package net.roboconf.target.ec2.internal;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** The target {@code ec2}: machines are instances of Amazon EC2, or of a cloud that speaks its Query API. */
@Component(name = "roboconf-target-ec2", publicFactory = false)
@Instantiate
@Provides(specifications = Target.class)
public final class Ec2Target implements Target {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(10);

    private static final Duration LATE = Ec2Client.ANSWERS_WITHIN.plus(Timing.OF_EC2.seenWithin());

    private final Timing timing;
    private final Retry retry;
    private final RequestRate.Accounts rates;
    private HttpClient http;

    /** For EC2 as it is. */
    public Ec2Target() {
        // iPOJO does not set the fields of a component whose constructor calls another one.
        timing = Timing.OF_EC2;
        retry = new Retry(6, Duration.ofSeconds(1), Duration.ofSeconds(30));
        rates = new RequestRate.Accounts();
    }

    Ec2Target(Timing timing, Retry retry) {
        this.timing = timing;
        this.retry = retry;
        rates = new RequestRate.Accounts();
    }

    @Override
    public String handler() {
        return "ec2";
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        Ec2Definition.readStrictly(properties);
    }

    @Override
    public void check(Map<String, String> properties) throws TargetException, InterruptedException {
        Ec2Definition definition = Ec2Definition.read(properties);
        ask(() -> {
            new DefinitionCheck(definition, client(definition), timing).run();
            return null;
        });
    }

    /** So long EC2 may take for a request, and then until it shows what it did. */
    @Override
    public Duration lateCreation() {
        return LATE;
    }

    @Override
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        Ec2Account account = account(request.properties());
        return ask(() -> account.create(request));
    }

    @Override
    public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
        Ec2Account account = account(request.properties());
        return ask(() -> account.find(request));
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        Ec2Account account = account(properties);
        return ask(() -> account.status(key, machineId));
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        Ec2Account account = account(properties);
        ask(() -> {
            account.terminate(machineId);
            return null;
        });
    }

    @Override
    public MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        Ec2Account account = account(properties);
        return ask(() -> account.facts(machineId));
    }

    @Override
    public List<MadeResource> resources(Map<String, String> properties, String owner)
            throws TargetException, InterruptedException {
        Ec2Account account = account(properties);
        return ask(() -> account.resources(owner));
    }

    @Override
    public void delete(Map<String, String> properties, MadeResource resource)
            throws TargetException, InterruptedException {
        Ec2Account account = account(properties);
        ask(() -> {
            account.delete(resource);
            return null;
        });
    }

    private Ec2Account account(Map<String, String> properties) throws TargetException {
        Ec2Definition definition = Ec2Definition.read(properties);
        return new Ec2Account(definition, client(definition), timing);
    }

    private Ec2Client client(Ec2Definition definition) {
        String account = definition.endpoint() + " " + definition.credentials().accessKey();
        return new Ec2Client(
                http(), definition, rates.of(account, definition.requestsPerSecond()), retry, Clock.systemUTC());
    }

    /** Made when it is needed, for it has a thread. */
    private synchronized HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECTS_WITHIN)
                    .build();
        }
        return http;
    }

    /** A question to EC2. */
    private interface Question<T> {

        T ask() throws Ec2Refusal, TargetException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) throws TargetException, InterruptedException {
        try {
            return question.ask();
        } catch (Ec2Refusal e) {
            throw e.forTarget();
        }
    }
}

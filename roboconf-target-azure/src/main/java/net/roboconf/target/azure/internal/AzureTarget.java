package net.roboconf.target.azure.internal;

import java.net.URI;
import java.net.http.HttpClient;
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

/** The target {@code azure}: machines are virtual machines of Microsoft Azure, made through its Resource Manager. */
@Component(name = "roboconf-target-azure", publicFactory = false)
@Instantiate
@Provides(specifications = Target.class)
public final class AzureTarget implements Target {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(10);

    private final Timing timing;
    private final Retry retry;
    private final RequestRate.Accounts rates;
    private final Tokens tokens;
    private HttpClient http;

    /** For Azure as it is. */
    public AzureTarget() {
        // iPOJO does not set the fields of a component whose constructor calls another one.
        timing = Timing.OF_AZURE;
        retry = new Retry(6, Duration.ofSeconds(1), Duration.ofSeconds(60));
        rates = new RequestRate.Accounts();
        tokens = new Tokens(URI.create("http://169.254.169.254"));
    }

    AzureTarget(Timing timing, Retry retry, URI identityService) {
        this.timing = timing;
        this.retry = retry;
        rates = new RequestRate.Accounts();
        tokens = new Tokens(identityService);
    }

    @Override
    public String handler() {
        return "azure";
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        AzureDefinition.readStrictly(properties);
    }

    @Override
    public void check(Map<String, String> properties) throws TargetException, InterruptedException {
        AzureDefinition definition = AzureDefinition.read(properties);
        ask(() -> {
            new DefinitionCheck(definition, client(definition)).run();
            return null;
        });
    }

    /** So long Azure may answer the one request that was on its way; what it has accepted is seen at once. */
    @Override
    public Duration lateCreation() {
        return ArmClient.ANSWERS_WITHIN.plusSeconds(30);
    }

    @Override
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        AzureAccount account = account(request.properties());
        return ask(() -> account.create(request));
    }

    @Override
    public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
        AzureAccount account = account(request.properties());
        return ask(() -> account.find(request));
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        AzureAccount account = account(properties);
        return ask(() -> account.status(key, machineId));
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        AzureAccount account = account(properties);
        ask(() -> {
            account.terminate(key, machineId);
            return null;
        });
    }

    @Override
    public MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        AzureAccount account = account(properties);
        return ask(() -> account.facts(key, machineId));
    }

    @Override
    public List<MadeResource> resources(Map<String, String> properties, String owner)
            throws TargetException, InterruptedException {
        AzureAccount account = account(properties);
        return ask(() -> account.resources(owner));
    }

    @Override
    public void delete(Map<String, String> properties, MadeResource resource)
            throws TargetException, InterruptedException {
        AzureAccount account = account(properties);
        ask(() -> {
            account.delete(resource);
            return null;
        });
    }

    private AzureAccount account(Map<String, String> properties) throws TargetException {
        AzureDefinition definition = AzureDefinition.read(properties);
        return new AzureAccount(definition, client(definition), timing);
    }

    private ArmClient client(AzureDefinition definition) {
        RequestRate rate = rates.of(definition.account(), definition.requestsPerSecond());
        return new ArmClient(http(), tokens, definition, rate, retry);
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

    /** A question to Azure. */
    private interface Question<T> {

        T ask() throws ArmRefusal, TargetException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) throws TargetException, InterruptedException {
        try {
            return question.ask();
        } catch (ArmRefusal e) {
            throw e.forTarget();
        }
    }
}

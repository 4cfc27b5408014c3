package net.roboconf.target.vmware.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.testkit.target.FaultyHttp;
import net.roboconf.testkit.target.FaultyHttp.Refusal;
import net.roboconf.testkit.target.ProviderFailureContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract against a simulated vCenter: {@code dev/backends/vcsim} starts one and prints its settings. */
abstract class VcsimContract implements ProviderFailureContract {

    private static final String XML = "text/xml; charset=utf-8";
    private static final Refusal BUSY = new Refusal(503, "text/plain", "503 Service Unavailable", "503");
    static final Refusal REFUSED = new Refusal(
            500,
            XML,
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>
            <faultcode>ServerFaultCode</faultcode>
            <faultstring>Permission to perform this operation was denied.</faultstring>
            <detail><NoPermissionFault xmlns="urn:vim25" xsi:type="NoPermission"><object type="Folder">group-v3</object>
            <privilegeId>VirtualMachine.Inventory.Create</privilegeId></NoPermissionFault></detail>
            </soapenv:Fault></soapenv:Body></soapenv:Envelope>
            """,
            "Permission to perform this operation was denied.");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    final Properties settings = new Properties();
    private FaultyHttp faults;
    private VmwareTarget target;

    @BeforeEach
    void begin() throws Exception {
        settings.putAll(settings("vcsim.settings"));
        faults = new FaultyHttp(BUSY, REFUSED);
        restart();
        for (String left : allAtProvider()) {
            throw new AssertionError("There is something left of the test before: " + left);
        }
    }

    /** What {@code dev/backends/vcsim} has printed. */
    static Properties settings(String property) throws IOException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(System.getProperty(property)))) {
            settings.load(in);
        }
        return settings;
    }

    @AfterEach
    void end() throws Exception {
        faults.mend();
        clonesEnd(true);
        for (var left : target.resources(properties(), OWNER)) {
            target.delete(properties(), left);
        }
        target.end();
        faults.close();
    }

    @Override
    public void restart() throws Exception {
        if (target != null) {
            target.end();
        }
        target = new VmwareTarget(
                new Pace(Duration.ofMillis(1), Duration.ofMillis(20)),
                new Retry(5, Duration.ofMillis(20), Duration.ofSeconds(1)));
        // So that each creation has as many requests: it is logged in already.
        target.check(properties());
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Map<String, String> properties() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("handler", "vmware"),
                Map.entry("vmware.url", faults.front("", server()) + "/sdk"),
                Map.entry("vmware.user", settings.getProperty("user")),
                Map.entry("vmware.password", settings.getProperty("password")),
                Map.entry("vmware.datacenter", "DC0"),
                Map.entry("vmware.template", "templates/agent"),
                Map.entry("vmware.cluster", "DC0_C0"),
                Map.entry("vmware.resource-pool", "DC0_C0_RP1"),
                Map.entry("vmware.folder", "shop/machines"),
                Map.entry("vmware.datastore", "LocalDS_1"),
                Map.entry("vmware.cpus", "2"),
                Map.entry("vmware.memory", "2048"),
                Map.entry("vmware.requests-per-second", "1000")));
    }

    Map<String, String> with(Map<String, String> more) {
        Map<String, String> properties = properties();
        properties.putAll(more);
        return properties;
    }

    /** For what the target itself does not do. */
    Vsphere vsphere() throws Exception {
        VmwareDefinition definition = VmwareDefinition.read(with(Map.of("vmware.url", settings.getProperty("url"))));
        return new Vsphere(
                new Connection(definition.access(), new RequestRate(1000), new Retry(1, Duration.ZERO, Duration.ZERO)),
                new Pace(Duration.ofMillis(1), Duration.ofMillis(20)));
    }

    /** The simulator itself, without what spoils requests. */
    URI server() {
        String url = settings.getProperty("url");
        return URI.create(url.substring(0, url.lastIndexOf('/')));
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.of(
                "vmware.url",
                        List.of("", "ftp://vcenter.example.org/sdk", "two words", "https://vcenter.example.org/ui"),
                "vmware.user", List.of(""),
                "vmware.password", List.of(""),
                "vmware.datacenter", List.of(""),
                "vmware.template", List.of(""),
                "vmware.cluster", List.of(""),
                "vmware.ignorecert", List.of("yes"),
                "vmware.thumbprint", List.of("12:34"),
                "vmware.memory", List.of("0", "4 GB", "1022"),
                "vmware.requests-per-second", List.of("0"));
    }

    /** All that was cloned and exists, by its identifier, as the simulator has it. */
    Map<String, JsonNode> made() throws IOException, InterruptedException {
        String lines = simulator("/made");
        Map<String, JsonNode> made = new LinkedHashMap<>();
        for (String line : lines.lines().toList()) {
            String[] words = line.split(" ", 3);
            made.put(words[1], json.readTree(words[2]));
        }
        return made;
    }

    /** Whether clones come to their end. */
    void clonesEnd(boolean so) throws IOException, InterruptedException {
        simulator(so ? "/release" : "/hold");
    }

    private String simulator(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(server().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public int machinesAtProvider() throws Exception {
        return made().size();
    }

    @Override
    public Collection<String> allAtProvider() throws Exception {
        return made().keySet();
    }

    @Override
    public FaultyHttp faults() {
        return faults;
    }

    @Override
    public Refusal refusal() {
        return REFUSED;
    }

    @Override
    public Collection<String> secrets() {
        return List.of(settings.getProperty("password"), SECRET);
    }
}

package net.roboconf.target.ec2.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.target.ec2.server.Behaviour;
import net.roboconf.target.ec2.server.Ec2Server;
import net.roboconf.testkit.target.FaultyHttp;
import net.roboconf.testkit.target.ProviderFailureContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, with all that can be made for a machine and goes with it. */
abstract class Ec2Contract implements ProviderFailureContract {

    private static final String XML = "text/xml;charset=UTF-8";
    private static final FaultyHttp.Refusal BUSY = refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
    private static final FaultyHttp.Refusal REFUSED =
            refusal(403, "UnauthorizedOperation", "You are not authorized to perform this operation.");

    private final Behaviour behaviour;
    private final Timing timing;
    private Ec2Server server;
    private FaultyHttp faults;
    private Ec2Target target;

    Ec2Contract(Behaviour behaviour, Timing timing) {
        this.behaviour = behaviour;
        this.timing = timing;
    }

    private static FaultyHttp.Refusal refusal(int status, String code, String words) {
        return new FaultyHttp.Refusal(
                status,
                XML,
                "<Response><Errors><Error><Code>" + code + "</Code><Message>" + words
                        + "</Message></Error></Errors><RequestID>r-1</RequestID></Response>",
                words);
    }

    @BeforeEach
    void start() throws IOException {
        server = new Ec2Server(0, behaviour, null);
        faults = new FaultyHttp(BUSY, REFUSED);
        faults.front("", server.address());
        restart();
    }

    @AfterEach
    void end() {
        faults.close();
        server.close();
    }

    @Override
    public void restart() {
        target = new Ec2Target(timing, new Retry(5, Duration.ofMillis(20), Duration.ofSeconds(1)));
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("handler", "ec2"),
                Map.entry("ec2.endpoint", faults.front("", server.address()).toString()),
                Map.entry("ec2.access.key", Ec2Server.ACCESS_KEY),
                Map.entry("ec2.secret.key", Ec2Server.SECRET_KEY),
                Map.entry("ec2.ami", "ami-0abcdef1234567890"),
                Map.entry("ec2.instance.type", "t3.micro"),
                Map.entry("ec2.ssh.key", "deployer"),
                Map.entry("ec2.security.group", "default"),
                Map.entry("ec2.elastic.ip", "allocate"),
                Map.entry("ec2.use-block-storage", "data"),
                Map.entry("ec2.ebs-delete-on-termination.data", "true"),
                Map.entry("ec2.requests-per-second", "1000"));
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.of(
                "ec2.endpoint", List.of("", "ftp://ec2.example.org", "two words", "https://user@ec2.example.org"),
                "ec2.access.key", List.of(""),
                "ec2.secret.key", List.of(""),
                "ec2.ami", List.of("", "debian-12"),
                "ec2.instance.type", List.of(""),
                "ec2.subnet", List.of("my subnet"),
                "ec2.elastic.ip", List.of("any", "example.org"),
                "ec2.requests-per-second", List.of("0", "many"),
                "ec2.metadata-tokens", List.of("never"),
                "ec2.ebs-size.data", List.of("0", "large"));
    }

    @Override
    public int machinesAtProvider() {
        return server.machines().size();
    }

    @Override
    public Collection<String> allAtProvider() {
        return server.made();
    }

    @Override
    public FaultyHttp faults() {
        return faults;
    }

    @Override
    public FaultyHttp.Refusal refusal() {
        return REFUSED;
    }

    @Override
    public Collection<String> secrets() {
        return List.of(Ec2Server.SECRET_KEY, SECRET);
    }
}

package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.testing.RabbitNode;
import net.roboconf.messaging.rabbitmq.testing.SharedRabbit;
import net.roboconf.testkit.messaging.RecordingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What many agents in one process cost the broker, counted and not timed. */
@ExtendWith(SharedRabbit.class)
class SharedConnectionCostTest {

    private static final int AGENTS = 100;
    private static final String DOMAIN = "counted";

    private final Map<String, String> settings;

    SharedConnectionCostTest(RabbitNode node) {
        settings = new HashMap<>(node.settings());
        settings.put("domain", DOMAIN);
    }

    @Test
    void a_hundred_agents_share_a_queue_and_add_two_bindings_each() throws Exception {
        RecordingListener managerHears = new RecordingListener();
        List<RecordingListener> listeners = new ArrayList<>();
        try (Messaging manager = new RabbitMqMessaging().open(new Participant.Manager(7), settings, managerHears)) {
            manager.serve(Set.of("app"));
            Messaging last = null;
            for (int i = 0; i < AGENTS; i++) {
                RecordingListener listener = new RecordingListener();
                listeners.add(listener);
                last = manager.share(new Participant.Agent(new MachineKey("agent" + i), "app"), listener);
                last.subscribe(Set.of(
                        new Subscription.ExportsOf(ExportsSubject.inside("app", "MySQL")),
                        new Subscription.AsksFor(ExportsSubject.inside("app", "Tomcat"))));
            }
            listeners.forEach(listener -> listener.awaitConnections(1));

            last.publish(new Address.Importers(ExportsSubject.inside("app", "MySQL")), call());
            listeners.forEach(listener -> listener.awaitDeliveries(1));

            List<String> bound = bindings();
            assertThat(bound.stream().filter(line -> line.contains("agent"))).hasSize(2 * AGENTS);
            // Reports, verdicts, the exports and the asks that all of them want.
            assertThat(bound.stream().filter(line -> !line.contains("agent"))).hasSize(4);
            assertThat(bound.stream().map(line -> line.split(" ")[0]).distinct())
                    .hasSize(1);
            // All of them heard one message.
            assertThat(manager.published()).isEqualTo(1);
        }
    }

    private static Call call() {
        return new Call("1", new MachineKey("agent0"), new Call.Ping());
    }

    /** Queue and key of each binding to this test's exchanges. */
    private List<String> bindings() throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.get("management-url") + "/api/bindings"))
                .header("Authorization", "Basic " + login)
                .build();
        String body = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        List<String> lines = new ArrayList<>();
        for (JsonNode binding : new ObjectMapper().readTree(body)) {
            if (binding.path("source").asText().startsWith(DOMAIN + ".")) {
                lines.add(binding.path("destination").asText() + " "
                        + binding.path("routing_key").asText());
            }
        }
        return lines;
    }
}

package net.roboconf.dm.internal.rest;

import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EventsTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    /** A client that reads line by line. */
    private static final class Client implements AutoCloseable {

        final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Client(HttpRequest.Builder request) throws Exception {
            response = server.send(request, BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        String line() throws Exception {
            return lines.readLine();
        }

        /** Reads on to a line that begins like this. */
        String until(String beginning) throws Exception {
            String line = lines.readLine();
            while (line != null && !line.startsWith(beginning)) {
                line = lines.readLine();
            }
            return line;
        }

        List<String> next(String beginning, int count) throws Exception {
            List<String> found = new ArrayList<>();
            while (found.size() < count) {
                found.add(until(beginning));
            }
            return found;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void listener_hears_what_happens() throws Exception {
        try (Client client = new Client(server.request("/events"))) {
            assertThat(client.response.headers().firstValue("Content-Type"))
                    .contains("text/event-stream;charset=UTF-8");
            assertThat(client.until(":")).isEqualTo(": connected");

            server.manager.happens("lamp", "/db", STARTING);

            assertThat(client.until("id")).isEqualTo("id: 1");
            assertThat(client.line()).isEqualTo("event: STATE_CHANGED");
            assertThat(client.line())
                    .isEqualTo(
                            "data: {\"id\":1,\"at\":\"2026-01-01T12:00:00Z\",\"kind\":\"STATE_CHANGED\","
                                    + "\"application\":\"lamp\",\"path\":\"/db\",\"state\":\"STARTING\",\"reason\":\"NONE\",\"message\":\"\"}");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void signal_names_what_was_found() throws Exception {
        try (Client client = new Client(server.request("/events"))) {
            assertThat(client.until(":")).isEqualTo(": connected");

            server.manager.signals("lamp", "/db", "load-is-high", "8.2");

            assertThat(client.until("event")).isEqualTo("event: SIGNAL");
            assertThat(client.line())
                    .endsWith("\"path\":\"/db\",\"reason\":\"NONE\",\"message\":\"8.2\",\"signal\":\"load-is-high\"}");
        }
    }

    @Test
    void listener_that_comes_back_hears_what_it_missed() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.manager.happens("lamp", "/db", STARTING);
        }

        try (Client client = new Client(server.request("/events").header("Last-Event-ID", "3"))) {
            server.manager.happens("lamp", "/db", DEPLOYED_STARTED);

            assertThat(client.next("id", 3)).containsExactly("id: 4", "id: 5", "id: 6");
        }
    }

    @Test
    void listener_can_ask_for_all_that_is_kept() throws Exception {
        server.manager.happens("lamp", "/db", STARTING);

        try (Client client = new Client(server.request("/events?after=0"))) {
            assertThat(client.until("id")).isEqualTo("id: 1");
        }
    }

    @Test
    void new_listener_hears_nothing_old() throws Exception {
        server.manager.happens("lamp", "/db", STARTING);

        try (Client client = new Client(server.request("/events"))) {
            client.until(": connected");
            server.manager.happens("lamp", "/db", DEPLOYED_STARTED);

            assertThat(client.until("id")).isEqualTo("id: 2");
        }
    }

    @Test
    void listener_can_be_interested_in_one_application() throws Exception {
        server.manager.with(Shop.application("lamp"));

        try (Client client = new Client(server.request("/events?application=lamp"))) {
            client.until(": connected");
            server.manager.happens("other", "/db", STARTING);
            server.manager.happens("lamp", "/db", STARTING);

            assertThat(client.until("id")).isEqualTo("id: 2");
        }
    }

    @Test
    void silence_is_filled_with_comments() throws Exception {
        try (Client client = new Client(server.request("/events"))) {
            assertThat(client.next(": still here", 2)).hasSize(2);
        }
    }

    @Test
    void listener_that_goes_is_forgotten() throws Exception {
        try (Client client = new Client(server.request("/events"))) {
            client.until(": connected");
            assertThat(server.manager.listeners()).isEqualTo(1);
        }

        while (server.manager.listeners() > 0) {
            Thread.onSpinWait();
        }
        assertThat(server.manager.listeners()).isZero();
    }

    @Test
    void listeners_are_limited_in_number() throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < EventsEndpoint.CLIENTS; i++) {
                Client client = new Client(server.request("/events"));
                client.until(": connected");
                clients.add(client);
            }

            server.get("/events").problem(503, "UNAVAILABLE");
            assertThat(server.get("/applications").status()).isEqualTo(200);
        } finally {
            for (Client client : clients) {
                client.close();
            }
            while (server.manager.listeners() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=-1", "?after=x", "?after=", "?since=1"})
    void strange_question_is_refused(String query) throws Exception {
        server.get("/events" + query).problem(400, "INVALID");
    }

    @Test
    void strange_last_event_is_refused() throws Exception {
        server.send(server.request("/events").header("Last-Event-ID", "yesterday"))
                .problem(400, "INVALID");
    }

    @Test
    void events_can_only_be_read() throws Exception {
        ApiServer.Answer answer = server.send(server.request("/events").POST(BodyPublishers.noBody()));

        answer.problem(405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }
}

package net.roboconf.dm.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.front.FakeManager;
import net.roboconf.dm.internal.login.Person;
import net.roboconf.dm.internal.upload.TemplateUpload;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** REST on a real HTTP server, in front of a fake that is new for each test, and a client. */
final class ApiServer implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback {

    static final String PASSWORD = "correct horse: ü";
    static final int UPLOAD_LIMIT = 3 << 20;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one of the test that runs now. */
    volatile FakeManager manager;

    /** What the clock of the server says. */
    volatile Instant now;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private Tomcat tomcat;
    private Path folder;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("api");
        Manager current = (Manager) Proxy.newProxyInstance(
                Manager.class.getClassLoader(), new Class<?>[] {Manager.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(manager, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        Api api = new Api(
                current,
                (user, password) -> user.equals("admin") && password.equals(PASSWORD)
                        ? Optional.of(new Person("admin", Set.of("viewer", "admin")))
                        : Optional.empty(),
                () -> now,
                folder.resolve("uploads"),
                () -> UPLOAD_LIMIT,
                "1.0.0",
                Duration.ofMillis(100));
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context root = tomcat.addContext("", folder.toString());
        quiet((StandardContext) root);
        Tomcat.addServlet(root, "api", api.servlet());
        root.addServletMappingDecoded(ApiServlet.ALIAS + "/*", "api");
        tomcat.start();
    }

    private static void quiet(StandardContext context) {
        context.setClearReferencesObjectStreamClassCaches(false);
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        TOMCAT_LOG.setLevel(Level.WARNING);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        manager = new FakeManager();
        now = now == null ? Instant.EPOCH : now.plus(Duration.ofDays(1));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        tomcat.stop();
        tomcat.destroy();
        TemplateUpload.delete(folder);
    }

    Path uploads() {
        return folder.resolve("uploads");
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** A request with the right login; the path is relative to the version. */
    HttpRequest.Builder request(String path) {
        return stranger("/api/v1" + path).header("Authorization", basic("admin", PASSWORD));
    }

    /** A request without login; the path is the whole. */
    HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Answer post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer put(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(request.build(), handler);
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        JsonNode json() throws IOException {
            return JSON.readTree(response.body());
        }

        /** The problem, after a look at its form: every error must have it. */
        JsonNode problem(int status, String code) throws IOException {
            JsonNode problem = json();
            if (response.statusCode() != status
                    || !"application/problem+json".equals(header("Content-Type"))
                    || !problem.path("code").asText().equals(code)
                    || problem.path("status").asInt() != status
                    || problem.path("title").asText().isEmpty()
                    || problem.path("detail").asText().isEmpty()
                    || !problem.path("type").asText().startsWith("urn:roboconf:problem:")) {
                throw new AssertionError("No problem " + status + " " + code + " but " + response.statusCode() + " "
                        + header("Content-Type") + " " + response.body());
            }
            return problem;
        }
    }
}

package net.roboconf.target.vmware.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Says what a vCenter would say, word by word, where a simulated one cannot be brought to say it. Thread-safe. */
final class PlayedVcenter implements AutoCloseable {

    static final String CONTENT =
            """
            <RetrieveServiceContentResponse xmlns="urn:vim25"><returnval>
            <rootFolder type="Folder">group-d1</rootFolder>
            <propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>
            <viewManager type="ViewManager">ViewManager</viewManager>
            <about><apiType>VirtualCenter</apiType></about>
            <sessionManager type="SessionManager">SessionManager</sessionManager>
            <searchIndex type="SearchIndex">SearchIndex</searchIndex>
            </returnval></RetrieveServiceContentResponse>""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> methods = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final Script script;
    private int logins;

    /** What is answered. */
    interface Script {

        /**
         * Answers anything but what a login takes.
         *
         * @param method that is called
         * @param session the number of the login by which it comes
         * @return the content of the body; a whole answer when it begins with {@code <?} or {@code <!}
         */
        String answer(String method, int session);
    }

    PlayedVcenter(Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/sdk", this::serve);
        server.start();
    }

    /** A fault as a method is answered with. */
    static String fault(String type, String words) {
        return "<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>" + words + "</faultstring><detail><"
                + type + "Fault xmlns=\"urn:vim25\" xsi:type=\"" + type + "\"/></detail></soapenv:Fault>";
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sdk");
    }

    /** All that were called. */
    synchronized List<String> methods() {
        return List.copyOf(methods);
    }

    /** The requests, as they came. */
    synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String method = body.replaceFirst("(?s).*<soapenv:Body><(\\w+).*", "$1");
            String cookie = exchange.getRequestHeaders().getFirst("Cookie");
            int session = cookie == null ? 0 : Integer.parseInt(cookie.replaceAll("\\D", ""));
            String content;
            synchronized (this) {
                methods.add(method);
                bodies.add(body);
                if (method.equals("Login")) {
                    exchange.getResponseHeaders()
                            .set("Set-Cookie", "vmware_soap_session=\"" + ++logins + "\"; Path=/; HttpOnly");
                }
            }
            content = switch (method) {
                case "RetrieveServiceContent" -> CONTENT;
                case "Login", "Logout" -> "<" + method + "Response xmlns=\"urn:vim25\"/>";
                default -> script.answer(method, session);
            };
            byte[] whole = (content.startsWith("<?") || content.startsWith("<!")
                            ? content
                            : "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
                                    + content
                                    + "</soapenv:Body></soapenv:Envelope>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(content.startsWith("<soapenv:Fault>") ? 500 : 200, whole.length);
            exchange.getResponseBody().write(whole);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

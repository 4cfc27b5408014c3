package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.StatusJson;
import net.roboconf.dm.internal.login.Person;

/** Where a client begins: who answers, who asks, and where things are. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class EntryResource {

    private final Manager manager;
    private final String version;

    EntryResource(Manager manager, String version) {
        this.manager = manager;
        this.version = version;
    }

    /** The answer of the entry. */
    record Entry(String name, String version, User user, StatusJson status, Map<String, String> links) {}

    /** Who asks. */
    record User(String name, List<String> roles) {}

    /** @param status {@code ready} or {@code starting} */
    record Health(String status) {}

    /** Version, user, state of the Deployment Manager, links. */
    @GET
    public Object entry(@Context HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        List<String> roles = principal instanceof Person person ? List.copyOf(person.roles()) : List.of();
        Map<String, String> links = new TreeMap<>();
        for (String name :
                List.of("applications", "events", "health", "openapi.json", "rejected", "targets", "templates")) {
            links.put(name, Links.to(name));
        }
        return new Entry(
                "Roboconf Deployment Manager",
                version,
                new User(principal.getName(), roles),
                StatusJson.of(manager.status()),
                links);
    }

    /** Whether requests are taken; needs no login and tells nothing else. */
    @GET
    @Path("health")
    public Response health() {
        boolean ready = manager.status().ready();
        return Response.status(ready ? 200 : 503)
                .entity(new Health(ready ? "ready" : "starting"))
                .build();
    }

    /** The description of this interface. */
    @GET
    @Path("openapi.json")
    public Response openApi() throws IOException {
        try (InputStream in = EntryResource.class.getResourceAsStream("openapi.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Response.ok(text, MediaType.APPLICATION_JSON).build();
        }
    }

    /** Lets orders flow again after the store was restored from a backup. */
    @POST
    @Path("actions/resume-orders")
    public Response resumeOrders() {
        Stored.await(manager.resumeOrders());
        return Response.accepted(StatusJson.of(manager.status())).build();
    }
}

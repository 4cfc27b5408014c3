package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.TargetJson;

/** Target definitions: how machines are made. The values of their properties go in and never come out. */
@Path("targets")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetsResource {

    private final Manager manager;
    private final Lookup lookup;
    private final Uploads uploads;

    TargetsResource(Manager manager, Lookup lookup, Uploads uploads) {
        this.manager = manager;
        this.lookup = lookup;
        this.uploads = uploads;
    }

    /**
     * What a target definition is made of.
     *
     * @param properties beside those that have a field of their own; may be absent
     */
    public record Wanted(String id, String handler, String name, String description, Map<String, String> properties) {}

    /** All. */
    @GET
    public List<TargetJson> list() {
        return manager.targets().stream().map(TargetJson::of).toList();
    }

    /** Adds one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(Wanted wanted) {
        String id = Given.field("id", wanted.id());
        if (manager.targets().stream().anyMatch(t -> t.id().equals(id))) {
            throw new ManagerException(
                    ErrorCode.CONFLICT, "There is a target '" + id + "' already; PUT it to replace it.");
        }
        return created(put(id, wanted));
    }

    /** Takes a ZIP of definitions and the files that come with them, all or none; replaces those that are there. */
    @POST
    @Consumes({"application/zip", "application/x-zip-compressed", "application/octet-stream"})
    public List<TargetJson> upload(InputStream zip) throws IOException {
        return Stored.await(uploads.pass(zip, manager::uploadTargets)).stream()
                .map(TargetJson::of)
                .toList();
    }

    /** One. */
    @GET
    @Path("{id}")
    public TargetJson one(@PathParam("id") String id) {
        return TargetJson.of(lookup.target(id));
    }

    /** Adds one, or replaces it as a whole. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(@PathParam("id") String id, Wanted wanted) {
        if (wanted.id() != null && !wanted.id().equals(id)) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The field 'id' says '" + wanted.id() + "', the address '" + id + "'; leave the field out.");
        }
        boolean there = manager.targets().stream().anyMatch(t -> t.id().equals(id));
        TargetView target = put(id, wanted);
        return there ? Response.ok(TargetJson.of(target)).build() : created(target);
    }

    /** Asks the provider whether machines can be made by it. */
    @POST
    @Path("{id}/check")
    public TargetCheck check(@PathParam("id") String id) {
        lookup.target(id);
        return Stored.await(manager.checkTarget(id));
    }

    /** Deletes one that no machine was made by. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        lookup.target(id);
        Stored.await(manager.deleteTarget(id));
    }

    private TargetView put(String id, Wanted wanted) {
        Map<String, String> properties = new LinkedHashMap<>(Given.texts("properties", wanted.properties()));
        for (String own : List.of("id", "handler", "name", "description")) {
            if (properties.containsKey(own)) {
                throw new ManagerException(
                        ErrorCode.INVALID, "'" + own + "' has a field of its own; it is not one of the 'properties'.");
            }
        }
        properties.put("handler", Given.field("handler", wanted.handler()));
        if (wanted.name() != null) {
            properties.put("name", wanted.name());
        }
        if (wanted.description() != null) {
            properties.put("description", wanted.description());
        }
        return Stored.await(manager.putTarget(id, properties));
    }

    private static Response created(TargetView target) {
        return Links.created(Links.to("targets", target.id()), TargetJson.of(target));
    }
}

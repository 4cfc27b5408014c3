package net.roboconf.dm.internal.rest;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.AssociationJson;

/**
 * Which target makes the machines of an application. The query parameter {@code scope} is the path of a machine's
 * instance, {@code @Component}, or absent for all others.
 */
@Path("applications/{application}/targets")
@Produces(MediaType.APPLICATION_JSON)
public final class AssociationsResource {

    private final Manager manager;
    private final Lookup lookup;

    AssociationsResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /** @param target the identifier of a target definition */
    public record Wanted(String target) {}

    /** All associations. */
    @GET
    public List<AssociationJson> list(@PathParam("application") String name) {
        return AssociationJson.of(lookup.application(name));
    }

    /** Associates a target. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public List<AssociationJson> associate(
            @PathParam("application") String name, @QueryParam("scope") String scope, Wanted wanted) {
        String target = Given.field("target", wanted.target());
        lookup.application(name);
        lookup.target(target);
        Stored.await(manager.associateTarget(name, scope == null ? "" : scope, target));
        return list(name);
    }

    /** Takes an association away. */
    @DELETE
    public void dissociate(@PathParam("application") String name, @QueryParam("scope") String scope) {
        String from = scope == null ? "" : scope;
        if (!lookup.application(name).targets().containsKey(from)) {
            throw new ManagerException(
                    ErrorCode.NOT_FOUND,
                    "The application '" + name + "' has no target for "
                            + (from.isEmpty() ? "all others" : "'" + from + "'") + ".");
        }
        Stored.await(manager.associateTarget(name, from, null));
    }
}

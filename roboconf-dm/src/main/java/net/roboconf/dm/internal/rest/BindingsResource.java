package net.roboconf.dm.internal.rest;

import java.util.List;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.BindingJson;

/** Which applications the external prefixes of an application are imported from. */
@Path("applications/{application}/bindings")
@Produces(MediaType.APPLICATION_JSON)
public final class BindingsResource {

    private final Manager manager;
    private final Lookup lookup;

    BindingsResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /** @param providers the names of all applications that a prefix is to be imported from */
    public record Wanted(List<String> providers) {}

    /** All, those that are bound to nothing as well. */
    @GET
    public List<BindingJson> list(@PathParam("application") String name) {
        return BindingJson.of(lookup.application(name));
    }

    /** One. */
    @GET
    @Path("{prefix}")
    public BindingJson one(@PathParam("application") String name, @PathParam("prefix") String prefix) {
        return BindingJson.of(lookup.binding(lookup.application(name), prefix));
    }

    /** Binds to these applications and to no others. */
    @PUT
    @Path("{prefix}")
    @Consumes(MediaType.APPLICATION_JSON)
    public BindingJson rebind(
            @PathParam("application") String name, @PathParam("prefix") String prefix, Wanted wanted) {
        if (wanted.providers() == null || wanted.providers().contains(null)) {
            throw new ManagerException(
                    ErrorCode.INVALID, "The field 'providers' is a list of names of applications; [] for none.");
        }
        one(name, prefix);
        Stored.await(manager.rebind(name, prefix, Set.copyOf(wanted.providers())));
        return one(name, prefix);
    }

    /** Binds to one more application. */
    @PUT
    @Path("{prefix}/{provider}")
    public BindingJson bind(
            @PathParam("application") String name,
            @PathParam("prefix") String prefix,
            @PathParam("provider") String provider) {
        one(name, prefix);
        Stored.await(manager.bind(name, prefix, provider));
        return one(name, prefix);
    }

    /** Unbinds from all applications. */
    @DELETE
    @Path("{prefix}")
    public void unbindAll(@PathParam("application") String name, @PathParam("prefix") String prefix) {
        one(name, prefix);
        Stored.await(manager.unbind(name, prefix, null));
    }

    /** Unbinds from one application; what is imported from others stays. */
    @DELETE
    @Path("{prefix}/{provider}")
    public void unbind(
            @PathParam("application") String name,
            @PathParam("prefix") String prefix,
            @PathParam("provider") String provider) {
        one(name, prefix);
        Stored.await(manager.unbind(name, prefix, provider));
    }
}

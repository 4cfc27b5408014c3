package net.roboconf.dm.internal.rest;

import java.util.List;
import java.util.Map;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.InstanceJson;

/** The instances of an application. */
@Path("applications/{application}/instances")
@Produces(MediaType.APPLICATION_JSON)
public final class InstancesResource {

    private final Manager manager;
    private final Lookup lookup;

    InstancesResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /**
     * What a new instance is made of.
     *
     * @param parent the path of what it is placed over; absent for a root instance
     * @param variables exports that differ from those of the component; may be absent
     * @param data what the target or the recipes want to know; may be absent
     */
    public record Wanted(
            String name, String component, String parent, Map<String, String> variables, Map<String, String> data) {}

    /** All, or one and all below it; as a list, a parent before its descendants, or as trees. */
    @GET
    public List<InstanceJson> list(
            @PathParam("application") String name, @QueryParam("path") String path, @QueryParam("tree") String tree) {
        InstancePath from = Given.optionalPath(path);
        ApplicationView application = lookup.application(name);
        if (!Given.flag("tree", tree)) {
            return lookup.subtree(application, from).stream()
                    .map(InstanceJson::listed)
                    .toList();
        }
        List<InstanceView> tops =
                from == null ? application.children(null) : List.of(lookup.instance(application, from));
        return tops.stream().map(top -> tree(application, top)).toList();
    }

    private static InstanceJson tree(ApplicationView application, InstanceView top) {
        return InstanceJson.inTree(
                top,
                application.children(top.path()).stream()
                        .map(child -> tree(application, child))
                        .toList());
    }

    /** Adds one, which is not deployed. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@PathParam("application") String name, Wanted wanted) {
        ApplicationView application = lookup.application(name);
        InstancePath parent = Given.optionalField("parent", wanted.parent());
        if (parent != null) {
            lookup.instance(application, parent);
        }
        InstanceView added = Stored.await(manager.addInstance(
                name,
                new NewInstance(
                        parent,
                        Given.field("name", wanted.name()),
                        Given.field("component", wanted.component()),
                        Given.texts("variables", wanted.variables()),
                        Given.texts("data", wanted.data()))));
        InstanceJson shown = InstanceJson.of(added, lookup.application(name).imports(added.path()));
        return Links.created(Links.toInstance(name, added.path()), shown);
    }
}

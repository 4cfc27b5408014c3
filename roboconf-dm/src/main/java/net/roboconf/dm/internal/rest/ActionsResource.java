package net.roboconf.dm.internal.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Start;
import net.roboconf.dm.internal.front.Stored;

/**
 * Orders. Without {@code path} the first five concern the whole application, with it an instance and all below it; the
 * others concern one instance, which must be named.
 */
@Path("applications/{application}/actions")
@Produces(MediaType.APPLICATION_JSON)
public final class ActionsResource {

    private final Manager manager;
    private final Lookup lookup;

    ActionsResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /** Deploys and starts everything. */
    @POST
    @Path("deploy")
    public Response deploy(@PathParam("application") String name, @QueryParam("path") String path) {
        return all("deploy", name, path, manager::deployAndStartAll);
    }

    /** Starts what is deployed; the instance that is named is deployed when it must be. */
    @POST
    @Path("start")
    public Response start(@PathParam("application") String name, @QueryParam("path") String path) {
        return all("start", name, path, new Start(manager)::order);
    }

    /** Stops everything; machines stay. */
    @POST
    @Path("stop")
    public Response stop(@PathParam("application") String name, @QueryParam("path") String path) {
        return all("stop", name, path, manager::stopAll);
    }

    /** Undeploys everything; machines go. */
    @POST
    @Path("undeploy")
    public Response undeploy(@PathParam("application") String name, @QueryParam("path") String path) {
        return all("undeploy", name, path, manager::undeployAll);
    }

    /** Tries again what failed. */
    @POST
    @Path("retry")
    public Response retry(@PathParam("application") String name, @QueryParam("path") String path) {
        if (path != null) {
            return one("retry", name, path, manager::retry);
        }
        List<InstancePath> failed = lookup.application(name).instances().stream()
                .filter(i -> i.actual() == InstanceState.PROBLEM)
                .map(InstanceView::path)
                .toList();
        List<CompletionStage<Void>> tries = new ArrayList<>();
        failed.forEach(at -> tries.add(manager.retry(name, at)));
        tries.forEach(Stored::await);
        ApplicationView after = lookup.application(name);
        return Ordered.accepted(
                "retry",
                after,
                failed.stream().flatMap(at -> after.instance(at).stream()).toList());
    }

    /** Undeploys an instance and all below it, then brings each back to what is expected of it. */
    @POST
    @Path("redeploy")
    public Response redeploy(@PathParam("application") String name, @QueryParam("path") String path) {
        return one("redeploy", name, path, manager::redeploy);
    }

    /** Ends the step that runs on an instance. */
    @POST
    @Path("cancel-step")
    public Response cancelStep(@PathParam("application") String name, @QueryParam("path") String path) {
        return one("cancel-step", name, path, manager::cancelStep);
    }

    /** Destroys a machine whose agent is lost. */
    @POST
    @Path("force-undeploy")
    public Response forceUndeploy(@PathParam("application") String name, @QueryParam("path") String path) {
        return one("force-undeploy", name, path, manager::forceUndeploy);
    }

    private interface Order {
        CompletionStage<Void> give(String application, InstancePath path);
    }

    private Response all(String action, String name, String path, Order order) {
        return give(action, name, Given.optionalPath(path), order);
    }

    private Response one(String action, String name, String path, Order order) {
        return give(action, name, Given.path(path), order);
    }

    private Response give(String action, String name, InstancePath at, Order order) {
        lookup.subtree(lookup.application(name), at);
        Stored.await(order.give(name, at));
        ApplicationView after = lookup.application(name);
        boolean gone = at != null && after.instance(at).isEmpty();
        return Ordered.accepted(action, after, gone ? List.of() : lookup.subtree(after, at));
    }
}

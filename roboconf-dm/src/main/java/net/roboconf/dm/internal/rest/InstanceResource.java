package net.roboconf.dm.internal.rest;

import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.ExplanationJson;
import net.roboconf.dm.internal.json.InstanceJson;

/** One instance, the one that the query parameter {@code path} names. */
@Path("applications/{application}/instance")
@Produces(MediaType.APPLICATION_JSON)
public final class InstanceResource {

    private static final int LOG_BYTES = 16 * 1024;
    private static final int LOG_BYTES_AT_MOST = 256 * 1024;

    private final Manager manager;
    private final Lookup lookup;

    InstanceResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /** @param expected the state that is wanted */
    public record WantedState(InstanceState expected) {}

    /** All that is known about it. */
    @GET
    public InstanceJson one(@PathParam("application") String name, @QueryParam("path") String path) {
        InstancePath at = Given.path(path);
        ApplicationView application = lookup.application(name);
        InstanceView instance = lookup.instance(application, at);
        return InstanceJson.of(instance, application.imports(at));
    }

    /** Removes it and all below it; at once when nothing of it is deployed, else after undeploying, if that is asked for. */
    @DELETE
    public Response remove(
            @PathParam("application") String name,
            @QueryParam("path") String path,
            @QueryParam("undeploy") String undeploy) {
        InstancePath at = Given.path(path);
        boolean evenDeployed = Given.flag("undeploy", undeploy);
        lookup.instance(lookup.application(name), at);
        Stored.await(manager.removeInstance(name, at, evenDeployed));
        ApplicationView after = lookup.application(name);
        return after.instance(at).isEmpty()
                ? Response.noContent().build()
                : Ordered.accepted("remove", after, lookup.subtree(after, at));
    }

    /** Asks for a state: of it alone when it is to be deployed or started, of all below it too when it is to go. */
    @PUT
    @Path("state")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response changeState(
            @PathParam("application") String name, @QueryParam("path") String path, WantedState wanted) {
        InstancePath at = Given.path(path);
        InstanceState expected = wanted.expected();
        if (expected == null || !expected.canBeAskedFor()) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The field 'expected' must be NOT_DEPLOYED, DEPLOYED_STOPPED or DEPLOYED_STARTED.");
        }
        lookup.instance(lookup.application(name), at);
        Stored.await(manager.changeState(name, at, expected));
        ApplicationView after = lookup.application(name);
        return Ordered.accepted(
                "state",
                after,
                expected == InstanceState.DEPLOYED_STARTED
                        ? after.instance(at).stream().toList()
                        : lookup.subtree(after, at));
    }

    /** Why it is not as expected. */
    @GET
    @Path("explanation")
    public ExplanationJson explanation(@PathParam("application") String name, @QueryParam("path") String path) {
        InstancePath at = Given.path(path);
        ApplicationView application = lookup.application(name);
        lookup.instance(application, at);
        return ExplanationJson.of(application.explain(at));
    }

    /** What its provider says about a machine now. */
    @GET
    @Path("machine")
    public MachineFacts machine(@PathParam("application") String name, @QueryParam("path") String path) {
        InstancePath at = Given.path(path);
        lookup.instance(lookup.application(name), at);
        return Stored.await(manager.machineFacts(name, at));
    }

    /** The end of the log of its steps, read on its machine. */
    @GET
    @Path("log")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public String log(
            @PathParam("application") String name, @QueryParam("path") String path, @QueryParam("bytes") String bytes) {
        InstancePath at = Given.path(path);
        int most = Given.number("bytes", bytes, LOG_BYTES, 1, LOG_BYTES_AT_MOST);
        lookup.instance(lookup.application(name), at);
        return Stored.await(manager.log(name, at, most));
    }
}

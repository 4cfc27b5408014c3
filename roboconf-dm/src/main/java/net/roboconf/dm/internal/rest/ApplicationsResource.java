package net.roboconf.dm.internal.rest;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.ApplicationJson;
import net.roboconf.dm.internal.json.ExplanationJson;

/** Applications: living copies of templates, with their own instances. */
@Path("applications")
@Produces(MediaType.APPLICATION_JSON)
public final class ApplicationsResource {

    private final Manager manager;
    private final Lookup lookup;

    ApplicationsResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /**
     * What a new application is made of.
     *
     * @param version of the template; may be absent when there is only one
     * @param description may be absent
     */
    public record NewApplication(String name, String template, String version, String description) {}

    /** All. */
    @GET
    public List<ApplicationJson> list() {
        return manager.applications().stream().map(ApplicationJson::of).toList();
    }

    /** Makes one; nothing of it is deployed yet. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(NewApplication wanted) {
        String name = Given.field("name", wanted.name());
        String template = Given.field("template", wanted.template());
        String version = wanted.version() == null ? lookup.onlyVersion(template) : wanted.version();
        String description = wanted.description() == null ? "" : wanted.description();
        ApplicationView made = Stored.await(manager.createApplication(name, template, version, description));
        return Links.created(Links.to("applications", made.name()), ApplicationJson.of(made));
    }

    /** One. */
    @GET
    @Path("{application}")
    public ApplicationJson one(@PathParam("application") String name) {
        return ApplicationJson.of(lookup.application(name));
    }

    /** Deletes one that has no machine any more. */
    @DELETE
    @Path("{application}")
    public void delete(@PathParam("application") String name) {
        Stored.await(manager.deleteApplication(name));
    }

    /** The chain of reasons for each instance that is not as expected. */
    @GET
    @Path("{application}/explanations")
    public List<ExplanationJson> explanations(@PathParam("application") String name) {
        ApplicationView application = lookup.application(name);
        return application.instances().stream()
                .map(i -> application.explain(i.path()))
                .filter(e -> !e.asExpected())
                .map(ExplanationJson::of)
                .toList();
    }
}

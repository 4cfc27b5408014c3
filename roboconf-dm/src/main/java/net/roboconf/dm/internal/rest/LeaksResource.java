package net.roboconf.dm.internal.rest;

import java.util.concurrent.CompletionStage;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.LeaksJson;

/** What exists at the providers, was made for machines, and belongs to none that is known. */
@Path("leaks")
@Produces(MediaType.APPLICATION_JSON)
public final class LeaksResource {

    private final Manager manager;
    private final Lookup lookup;

    LeaksResource(Manager manager, Lookup lookup) {
        this.manager = manager;
        this.lookup = lookup;
    }

    /** All, or those of one target definition. */
    @GET
    public LeaksJson list(@QueryParam("target") String target) {
        return told(manager.leaks(existing(target)));
    }

    /** Deletes them. */
    @DELETE
    public LeaksJson delete(@QueryParam("target") String target) {
        return told(manager.deleteLeaks(existing(target)));
    }

    private String existing(String target) {
        return target == null ? null : lookup.target(target).id();
    }

    private static LeaksJson told(CompletionStage<LeakReport> report) {
        return LeaksJson.of(Stored.await(report));
    }
}

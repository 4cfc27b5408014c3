package net.roboconf.dm.internal.rest;

import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.json.RejectedJson;

/** Messages that were set aside. */
@Path("rejected")
@Produces(MediaType.APPLICATION_JSON)
public final class RejectedResource {

    private final Manager manager;

    RejectedResource(Manager manager) {
        this.manager = manager;
    }

    /** The newest, oldest first. */
    @GET
    public List<RejectedJson> list() {
        return manager.rejected().stream().map(RejectedJson::of).toList();
    }
}

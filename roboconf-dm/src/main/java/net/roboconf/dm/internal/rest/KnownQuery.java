package net.roboconf.dm.internal.rest;

import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.ext.Provider;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;

/**
 * Refuses query parameters that a resource does not know, or that come twice. Without it, {@code undeploy?pth=/vm-1} would
 * undeploy the whole application.
 */
@Provider
public final class KnownQuery implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        TreeSet<String> known = new TreeSet<>();
        for (Parameter parameter : resource.getResourceMethod().getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                known.add(query.value());
            }
        }
        for (Map.Entry<String, List<String>> given :
                request.getUriInfo().getQueryParameters().entrySet()) {
            if (!known.contains(given.getKey())) {
                throw new ManagerException(
                        ErrorCode.INVALID,
                        "There is no query parameter '" + given.getKey() + "' here; "
                                + (known.isEmpty()
                                        ? "there is none."
                                        : "there are: " + String.join(", ", known) + "."));
            }
            if (given.getValue().size() > 1) {
                throw new ManagerException(
                        ErrorCode.INVALID, "The query parameter '" + given.getKey() + "' is given more than once.");
            }
        }
    }
}

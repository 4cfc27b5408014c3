package net.roboconf.dm.internal.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import net.roboconf.core.model.InstancePath;

/** Where things are: references without host and port, which a proxy in between may have changed. */
final class Links {

    private Links() {}

    /** A resource by the segments of its path. */
    static String to(String... segments) {
        return ApiServlet.BASE + "/"
                + Arrays.stream(segments).map(Links::encode).collect(Collectors.joining("/"));
    }

    /** An instance. */
    static String toInstance(String application, InstancePath path) {
        return to("applications", application, "instance") + "?path=" + encode(path.value());
    }

    /** The answer to a request that has made something. */
    static Response created(String link, Object entity) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, link)
                .entity(entity)
                .build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

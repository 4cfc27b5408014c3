package net.roboconf.dm.internal.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.ws.rs.core.Response;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.InstanceView;

/**
 * The answer to an order: it is stored, and what follows from it goes on.
 *
 * @param instances those that it concerns, as they were when the order was stored
 */
record Ordered(String application, String action, List<Concerned> instances, Map<String, String> links) {

    /** An instance that an order concerns. */
    record Concerned(String path, InstanceState expected, InstanceState actual) {}

    static Response accepted(String action, ApplicationView application, List<InstanceView> concerned) {
        Map<String, String> links = new TreeMap<>();
        links.put("application", Links.to("applications", application.name()));
        links.put("explanations", Links.to("applications", application.name(), "explanations"));
        links.put("instances", Links.to("applications", application.name(), "instances"));
        links.put("events", Links.to("events"));
        return Response.accepted(new Ordered(
                        application.name(),
                        action,
                        concerned.stream()
                                .map(i -> new Concerned(i.path().value(), i.expected(), i.actual()))
                                .toList(),
                        links))
                .build();
    }
}

package net.roboconf.dm.internal.rest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.json.Json;
import net.roboconf.dm.internal.login.Login;
import net.roboconf.dm.internal.login.LoginThrottle;

/** Puts the parts of REST together. */
final class Api {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final ApiServlet servlet;
    private final EventsEndpoint events;

    /**
     * All of REST, for one Deployment Manager.
     *
     * @param uploads a folder for what is being uploaded
     * @param uploadLimit how large an archive may be, in bytes
     * @param version of this software
     */
    Api(Manager manager, Login login, InstantSource clock, Path uploads, LongSupplier uploadLimit, String version) {
        this(manager, login, clock, uploads, uploadLimit, version, HEARTBEAT);
    }

    Api(
            Manager manager,
            Login login,
            InstantSource clock,
            Path uploads,
            LongSupplier uploadLimit,
            String version,
            Duration heartbeat) {
        Json json = new Json();
        Lookup lookup = new Lookup(manager);
        Uploads uploaded = new Uploads(uploads);
        ProblemTeller problems = new ProblemTeller(json);
        List<Object> resources = List.of(
                new EntryResource(manager, version),
                new TemplatesResource(manager, lookup, uploaded),
                new ApplicationsResource(manager, lookup),
                new InstancesResource(manager, lookup),
                new InstanceResource(manager, lookup),
                new ActionsResource(manager, lookup),
                new AssociationsResource(manager, lookup),
                new BindingsResource(manager, lookup),
                new TargetsResource(manager, lookup, uploaded),
                new LeaksResource(manager, lookup),
                new RejectedResource(manager));
        List<Object> providers = List.of(
                new JsonBodies(json),
                new ThrownToProblem(problems),
                new ThrownToProblem.OfHttp(problems),
                new KnownQuery());
        events = new EventsEndpoint(manager, lookup, json, heartbeat);
        servlet = new ApiServlet(
                manager,
                new ResourceServlet(resources, providers),
                events,
                new Doorkeeper(login, new LoginThrottle(clock)),
                problems,
                uploadLimit);
    }

    ApiServlet servlet() {
        return servlet;
    }

    /** Ends all streams of events; no more are begun. */
    void endStreams() {
        events.close();
    }
}

package net.roboconf.dm.internal.rest;

import java.nio.file.Path;
import java.time.InstantSource;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.login.JaasLogin;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Property;
import org.apache.felix.ipojo.annotations.Requires;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.BundleContext;
import org.osgi.service.http.HttpService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers REST while there are a Deployment Manager and an HTTP service. */
@Component(name = "roboconf-dm-rest", immediate = true, managedservice = "net.roboconf.dm.rest")
@Instantiate(name = "rest")
public class RestComponent {

    private static final Logger LOG = LoggerFactory.getLogger(RestComponent.class);

    private final BundleContext bundles;

    @Requires
    private HttpService http;

    @Requires
    private Manager manager;

    // No initialisers: they would override what is injected.
    @Property(name = "realm", value = "karaf")
    private String realm;

    @Property(name = "max-template-megabytes", value = "512")
    private int maxTemplateMegabytes;

    private Api running;

    /** Called by iPOJO. */
    public RestComponent(BundleContext bundles) {
        this.bundles = bundles;
    }

    /** Begins to answer. */
    @Validate
    public void start() throws Exception {
        String data = bundles.getProperty("karaf.data");
        Path uploads = Path.of(data == null ? System.getProperty("java.io.tmpdir") : data, "roboconf", "uploads");
        Api api = new Api(
                manager,
                (user, password) -> new JaasLogin(realm, null).check(user, password),
                InstantSource.system(),
                uploads,
                () -> (long) maxTemplateMegabytes << 20,
                bundles.getBundle().getVersion().toString());
        http.registerServlet(ApiServlet.ALIAS, api.servlet(), null, null);
        running = api;
        LOG.info("REST answers under {}", ApiServlet.BASE);
    }

    /** Ends all requests. */
    @Invalidate
    public void stop() {
        if (running != null) {
            // Streams of events never end by themselves, and the HTTP service waits for requests that run.
            running.endStreams();
            running = null;
            http.unregister(ApiServlet.ALIAS);
        }
    }
}

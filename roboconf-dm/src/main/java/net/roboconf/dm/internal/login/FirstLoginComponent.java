package net.roboconf.dm.internal.login;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the first login as soon as the bundle starts, before anybody can be refused. */
@Component(name = "roboconf-dm-first-login", immediate = true)
@Instantiate(name = "first-login")
public class FirstLoginComponent {

    private static final Logger LOG = LoggerFactory.getLogger(FirstLoginComponent.class);

    private final BundleContext bundles;

    /** Called by iPOJO. */
    public FirstLoginComponent(BundleContext bundles) {
        this.bundles = bundles;
    }

    /** Makes a login when there is none. */
    @Validate
    public void start() {
        String etc = bundles.getProperty("karaf.etc");
        String data = bundles.getProperty("karaf.data");
        if (etc == null || data == null) {
            LOG.warn("No login is made: this container has no folders karaf.etc and karaf.data");
            return;
        }
        Path users = Path.of(etc, "users.properties");
        try {
            Optional<Path> note =
                    new FirstLogin(users, Path.of(data, "roboconf", "login"), new SecureRandom()).makeIfNone();
            note.ifPresent(place -> {
                LOG.info("A login was made: user '{}', its password is in {}", FirstLogin.USER, place);
                // Whoever starts the first time looks at the console, not into the log.
                System.out.println(
                        "Roboconf: a login was made: user '" + FirstLogin.USER + "', its password is in " + place);
            });
        } catch (IOException e) {
            LOG.error(
                    "No login could be made in {} ({}). Add a line like 'admin = PASSWORD,_g_:admingroup' to it",
                    users,
                    e.toString());
        }
    }
}

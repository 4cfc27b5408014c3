package net.roboconf.broker.embedded;

import java.io.IOException;
import java.nio.file.Path;
import net.roboconf.broker.embedded.internal.BrokerConfiguration;
import net.roboconf.broker.embedded.internal.BrokerHouse;
import org.apache.felix.ipojo.annotations.Bind;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Context;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Unbind;
import org.apache.felix.ipojo.annotations.Updated;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the broker as {@code etc/net.roboconf.broker.cfg} says, and offers it as a service
 * {@link net.roboconf.core.messaging.EmbeddedBroker} while it runs. Changes are taken while it runs.
 *
 * <p>Keys: {@code enabled}, {@code true} by default; {@code port}, on the loopback address, 0 by default: one is chosen at
 * the first start and kept.
 *
 * <p>The configuration is asked for, rather than waited for: it would be delivered a moment after the start, when the
 * broker runs on another port already.
 */
@Component(name = "roboconf-broker-embedded", managedservice = BrokerConfiguration.PID, immediate = true)
@Instantiate
public final class EmbeddedBrokerComponent {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBrokerComponent.class);

    private final BrokerHouse house;
    private ConfigurationAdmin configurations;
    private boolean open;

    /**
     * Made by iPOJO.
     *
     * @param context of this bundle
     */
    public EmbeddedBrokerComponent(@Context BundleContext context) {
        String data = context.getProperty("karaf.data");
        house = new BrokerHouse(context, Path.of(data == null ? "data" : data, "roboconf", "broker"));
    }

    @Bind
    synchronized void bindConfigurations(ConfigurationAdmin admin) {
        configurations = admin;
    }

    @Unbind
    synchronized void unbindConfigurations(ConfigurationAdmin admin) {
        configurations = null;
    }

    @Validate
    synchronized void start() {
        house.open();
        open = true;
        use();
    }

    /** Called before {@link #start}, too. */
    @Updated
    synchronized void update() {
        if (open) {
            use();
        }
    }

    private void use() {
        try {
            house.use(BrokerConfiguration.read(configurations));
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("The embedded broker stays as it is: etc/{}.cfg: {}", BrokerConfiguration.PID, e.getMessage());
        }
    }

    @Invalidate
    synchronized void stop() {
        open = false;
        house.close();
    }
}

package net.roboconf.broker.embedded;

import java.nio.file.Path;
import net.roboconf.broker.embedded.internal.BrokerHouse;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Context;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Property;
import org.apache.felix.ipojo.annotations.Updated;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.BundleContext;

/**
 * Runs the broker as {@code etc/net.roboconf.broker.cfg} says, and offers it as a service
 * {@link net.roboconf.core.messaging.EmbeddedBroker} while it runs. Changes are taken while it runs.
 *
 * <p>Keys: {@code enabled}, {@code true} by default; {@code port}, on the loopback address, 0 by default: one is chosen at
 * the first start and kept.
 */
@Component(name = "roboconf-broker-embedded", managedservice = "net.roboconf.broker", immediate = true)
@Instantiate
public final class EmbeddedBrokerComponent {

    private final BrokerHouse house;

    // No initialisers: they would win over what is injected.
    @Property(name = "enabled", value = "true")
    private boolean enabled;

    @Property(name = "port", value = "0")
    private int port;

    /**
     * Made by iPOJO.
     *
     * @param context of this bundle
     */
    public EmbeddedBrokerComponent(@Context BundleContext context) {
        String data = context.getProperty("karaf.data");
        house = new BrokerHouse(context, Path.of(data == null ? "data" : data, "roboconf", "broker"));
    }

    @Validate
    void start() {
        house.open(enabled, port);
    }

    @Updated
    void update() {
        house.change(enabled, port);
    }

    @Invalidate
    void stop() {
        house.close();
    }
}

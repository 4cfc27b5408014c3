package net.roboconf.karaf.install.internal;

import java.nio.file.Path;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Offers what the shell's commands need, as long as somebody in this process uses such extensions: so an agent has no command
 * about targets.
 */
public final class Activator implements BundleActivator {

    private ServiceTracker<ExtensionUse, ServiceRegistration<?>> plugins;
    private ServiceTracker<ExtensionUse, ServiceRegistration<?>> targets;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        plugins = offer(context, ExtensionKind.PLUGIN, PluginInstallation.class);
        targets = offer(context, ExtensionKind.TARGET, TargetInstallation.class);
    }

    private static <T> ServiceTracker<ExtensionUse, ServiceRegistration<?>> offer(
            BundleContext context, ExtensionKind kind, Class<T> type) throws InvalidSyntaxException {
        Filter filter = context.createFilter(
                "(&(objectClass=" + ExtensionUse.class.getName() + ")(" + ExtensionUse.KIND + "=" + kind.name() + "))");
        ServiceTracker<ExtensionUse, ServiceRegistration<?>> tracker = new ServiceTracker<>(context, filter, null) {
            @Override
            public ServiceRegistration<?> addingService(ServiceReference<ExtensionUse> reference) {
                Extensions extensions = new Extensions(context, kind, offers(context));
                DeployFolder deploy =
                        new DeployFolder(context, folder(context, "karaf.base").resolve("deploy"));
                Object service = kind == ExtensionKind.PLUGIN
                        ? new PluginInstallation(extensions, deploy)
                        : new TargetInstallation(extensions, deploy);
                return context.registerService(type.getName(), service, null);
            }

            @Override
            public void removedService(ServiceReference<ExtensionUse> reference, ServiceRegistration<?> offered) {
                offered.unregister();
            }
        };
        tracker.open();
        return tracker;
    }

    private static Path folder(BundleContext context, String property) {
        return Path.of(context.getProperty(property)).toAbsolutePath().normalize();
    }

    private static Offers offers(BundleContext context) {
        Path system = folder(context, "karaf.home").resolve("system");
        StartupFile startup = new StartupFile(folder(context, "karaf.etc").resolve("startup.properties"));
        return new DistributionOffers(context, new FolderOffers(context, system, startup));
    }

    @Override
    public void stop(BundleContext context) {
        plugins.close();
        targets.close();
    }
}

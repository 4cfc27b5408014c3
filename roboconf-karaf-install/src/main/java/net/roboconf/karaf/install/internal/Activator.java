package net.roboconf.karaf.install.internal;

import java.nio.file.Path;
import net.roboconf.core.osgi.ExtensionKind;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers what the shell's commands need. The framework takes the services back when the bundle stops. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Path system = folder(context, "karaf.home").resolve("system");
        StartupFile startup = new StartupFile(folder(context, "karaf.etc").resolve("startup.properties"));
        Offers offers = new DistributionOffers(context, new FolderOffers(context, system, startup));
        DeployFolder deploy =
                new DeployFolder(context, folder(context, "karaf.base").resolve("deploy"));
        context.registerService(
                PluginInstallation.class,
                new PluginInstallation(new Extensions(context, ExtensionKind.PLUGIN, offers), deploy),
                null);
        context.registerService(
                TargetInstallation.class,
                new TargetInstallation(new Extensions(context, ExtensionKind.TARGET, offers), deploy),
                null);
    }

    private static Path folder(BundleContext context, String property) {
        return Path.of(context.getProperty(property)).toAbsolutePath().normalize();
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is held.
    }
}

package net.roboconf.karaf.install.internal;

/** What the commands about plug-ins need. An OSGi service within this bundle. */
public final class PluginInstallation extends ShellInstallation {

    PluginInstallation(Extensions extensions, DeployFolder deploy) {
        super(extensions, deploy);
    }
}

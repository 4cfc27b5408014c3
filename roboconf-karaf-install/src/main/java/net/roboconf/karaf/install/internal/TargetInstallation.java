package net.roboconf.karaf.install.internal;

/** What the commands about targets need. An OSGi service within this bundle. */
public final class TargetInstallation extends ShellInstallation {

    TargetInstallation(Extensions extensions, DeployFolder deploy) {
        super(extensions, deploy);
    }
}

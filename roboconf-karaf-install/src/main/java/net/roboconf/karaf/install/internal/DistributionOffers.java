package net.roboconf.karaf.install.internal;

import java.util.SortedMap;
import net.roboconf.core.osgi.ExtensionKind;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Features where Karaf's features service knows some of ours; else the jars of the distribution. */
final class DistributionOffers implements Offers {

    private static final String FEATURES_SERVICE = "org.apache.karaf.features.FeaturesService";

    private final BundleContext context;
    private final Offers folder;

    /** @param folder offers what is there without a features service */
    DistributionOffers(BundleContext context, Offers folder) {
        this.context = context;
        this.folder = folder;
    }

    private Offers offers() throws Exception {
        ServiceReference<?> reference = context.getServiceReference(FEATURES_SERVICE);
        Object service = reference == null ? null : context.getService(reference);
        if (service == null) {
            return folder;
        }
        Offers features = Features.of(service);
        return features.list(ExtensionKind.PLUGIN).isEmpty() ? folder : features;
    }

    @Override
    public SortedMap<String, String> list(ExtensionKind kind) throws Exception {
        return offers().list(kind);
    }

    @Override
    public boolean isInstalled(ExtensionKind kind, String name) throws Exception {
        return offers().isInstalled(kind, name);
    }

    @Override
    public void install(ExtensionKind kind, String name) throws Exception {
        offers().install(kind, name);
    }

    @Override
    public void uninstall(ExtensionKind kind, String name) throws Exception {
        offers().uninstall(kind, name);
    }

    /** Loaded only where the classes of the features service are. */
    private static final class Features {

        static Offers of(Object service) {
            return new FeatureOffers((FeaturesService) service);
        }
    }
}

package net.roboconf.karaf.install.internal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import net.roboconf.core.osgi.ExtensionKind;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;

/**
 * The features that Karaf knows, from the distribution or from repositories that somebody has added.
 *
 * @param features installs them
 */
record FeatureOffers(FeaturesService features) implements Offers {

    @Override
    public SortedMap<String, String> list(ExtensionKind kind) throws Exception {
        SortedMap<String, String> names = new TreeMap<>();
        String prefix = Offers.prefix(kind);
        for (Feature feature : features.listFeatures()) {
            if (feature.getName().startsWith(prefix)) {
                names.merge(
                        feature.getName().substring(prefix.length()),
                        feature.getVersion(),
                        (one, other) -> Versions.isNewer(other, one) ? other : one);
            }
        }
        return names;
    }

    @Override
    public boolean isInstalled(ExtensionKind kind, String name) throws Exception {
        String wanted = Offers.artifact(kind, name);
        return Arrays.stream(features.listInstalledFeatures())
                .anyMatch(feature -> feature.getName().equals(wanted));
    }

    @Override
    public void install(ExtensionKind kind, String name) throws Exception {
        // Nothing that runs is touched, whatever optional packages come with it.
        features.installFeature(
                Offers.artifact(kind, name), list(kind).get(name), EnumSet.of(Option.NoAutoRefreshBundles));
    }

    @Override
    public void uninstall(ExtensionKind kind, String name) throws Exception {
        features.uninstallFeature(Offers.artifact(kind, name));
    }
}

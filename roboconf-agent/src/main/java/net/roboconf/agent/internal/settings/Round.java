package net.roboconf.agent.internal.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.roboconf.agent.internal.settings.SettingsReport.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sources gave when each was asked once, in their order, up to the first that had settings.
 *
 * @param source that had them; null for none
 * @param found null for none
 * @param address of the kind that is wanted, or the literal one; null for none
 * @param noAddress why there is none; empty when there is one, or none is wanted of the source
 * @param gone whether the last one that was asked is certain to have none
 * @param tried one entry for each that was asked
 */
record Round(MetadataSource source, Found found, String address, String noAddress, boolean gone, List<Attempt> tried) {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    /**
     * Asks. Blocks.
     *
     * @param over whether nobody waits for the answer any more
     */
    static Round ask(List<MetadataSource> sources, AddressWish wish, BooleanSupplier over) throws InterruptedException {
        List<Attempt> tried = new ArrayList<>();
        boolean gone = false;
        for (MetadataSource source : sources) {
            if (over.getAsBoolean()) {
                break;
            }
            try {
                Found found = source.look();
                tried.add(new Attempt(source.name(), "settings in " + found.where()));
                return withAddress(source, found, wish.with(found.settings()), tried);
            } catch (NoSettingsException e) {
                gone = e.isGone();
                tried.add(new Attempt(source.name(), e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("The source {} failed", source.name(), e);
                gone = false;
                tried.add(new Attempt(source.name(), "it failed: " + e));
            }
        }
        return new Round(null, null, null, "", gone, tried);
    }

    private static Round withAddress(MetadataSource source, Found found, AddressWish wish, List<Attempt> tried)
            throws InterruptedException {
        String why = "";
        try {
            Optional<String> address = wish.ask(source);
            if (address.isPresent() || wish.kind() == null) {
                return new Round(source, found, address.orElse(null), "", false, tried);
            }
            why = "it has none";
        } catch (NoSettingsException e) {
            why = e.getMessage();
        }
        return new Round(
                source,
                found,
                null,
                "The " + wish.kind().name().toLowerCase(Locale.ROOT) + " address that the machine is to be reached"
                        + " by is not known to " + source.name() + ": " + why,
                false,
                tried);
    }
}

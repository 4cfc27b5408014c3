package net.roboconf.dm.internal.host;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.MessagingSettings;

/** Decides which messaging is used, from what is configured and what is installed. Not thread-safe. */
public final class MessagingChoice {

    /** The broker inside this process. */
    public static final String EMBEDDED = "embedded";

    /** What speaks to the broker inside this process. */
    private static final String AMQP = "rabbitmq";

    private final Map<String, MessagingProvider> providers = new HashMap<>();
    private Map<String, String> reasons = Map.of();
    private EmbeddedBroker broker;
    private String type = EMBEDDED;
    private final Map<String, Map<String, String>> configured = new HashMap<>();

    /**
     * What is used.
     *
     * @param opening null while nothing can be used
     * @param why what is missing then, and what to do
     * @param others how other places are opened, as they were used once; null for those that cannot be
     */
    public record Decision(
            MessagingLink.Opening opening, String why, Function<MessagingSettings, MessagingLink.Opening> others) {

        /** This provider with these settings, and no other places. */
        public static Decision use(MessagingProvider provider, Map<String, String> settings, Accounts accounts) {
            return new Decision(new MessagingLink.Opening(provider, settings, accounts), "", place -> null);
        }

        /** The same with other places. */
        public Decision among(Function<MessagingSettings, MessagingLink.Opening> places) {
            return new Decision(opening, why, places);
        }
    }

    /** A technology is installed, or another bundle offers it. */
    public void add(InstalledMessaging messaging) {
        providers.put(messaging.type(), messaging.provider());
    }

    /** A technology is taken away; nothing changes when another bundle offers it by now. */
    public void remove(InstalledMessaging messaging) {
        providers.remove(messaging.type(), messaging.provider());
    }

    /** Says why other technologies are not there, for people: by their names, or under "*" where any may be meant. */
    public void explain(Map<String, String> why) {
        reasons = Map.copyOf(why);
    }

    /** The broker inside this process runs; null when it does not. */
    public void use(EmbeddedBroker embedded) {
        broker = embedded;
    }

    /** The configuration says which is to be used: {@value #EMBEDDED}, or the name of a technology. */
    public void choose(String name) {
        type = name == null || name.isBlank() ? EMBEDDED : name.strip().toLowerCase(Locale.ROOT);
    }

    /** Which is to be used. */
    public String chosen() {
        return type;
    }

    /** The configuration of a technology; empty when it has none. */
    public void configure(String technology, Map<String, String> settings) {
        configured.put(technology, Map.copyOf(settings));
    }

    /** Whether the configuration of the chosen technology has not come yet: nothing is to be decided before. */
    public boolean waits() {
        return !type.equals(EMBEDDED) && !configured.containsKey(type);
    }

    /** What is used now. */
    public Decision decide() {
        Map<String, MessagingProvider> installed = Map.copyOf(providers);
        EmbeddedBroker running = broker;
        return chosenNow().among(place -> opening(place, installed, running));
    }

    private static MessagingLink.Opening opening(
            MessagingSettings place, Map<String, MessagingProvider> installed, EmbeddedBroker running) {
        if (place.type().equals(EMBEDDED)) {
            MessagingProvider provider = installed.get(AMQP);
            return running == null || provider == null
                    ? null
                    : new MessagingLink.Opening(provider, running.managerSettings(), running.accounts());
        }
        MessagingProvider provider = installed.get(place.type());
        return provider == null ? null : new MessagingLink.Opening(provider, place.settings(), null);
    }

    private Decision chosenNow() {
        if (type.equals(EMBEDDED)) {
            MessagingProvider provider = providers.get(AMQP);
            if (broker == null || provider == null) {
                return none("messaging = embedded, and " + (broker == null ? "the embedded broker" : "what speaks AMQP")
                        + " is not there (yet): install the feature roboconf-broker-embedded, or set "
                        + "messaging = rabbitmq in etc/net.roboconf.dm.cfg");
            }
            return Decision.use(provider, broker.managerSettings(), broker.accounts());
        }
        MessagingProvider provider = providers.get(type);
        if (provider == null) {
            return none("messaging = " + type + ", which is not installed (yet); installed are " + providers.keySet()
                    + why(type));
        }
        return Decision.use(provider, configured.getOrDefault(type, Map.of()), null);
    }

    private static Decision none(String why) {
        return new Decision(null, why, place -> null);
    }

    private String why(String name) {
        String why = reasons.getOrDefault(name, reasons.get("*"));
        return why == null ? "" : "; " + why;
    }
}

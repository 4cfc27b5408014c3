package net.roboconf.dm.internal.host;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.core.messaging.MessagingProvider;

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
    private Map<String, String> settings = Map.of();

    /**
     * What is used.
     *
     * @param opening null while nothing can be used
     * @param why what is missing then, and what to do
     */
    public record Decision(MessagingLink.Opening opening, String why) {

        /** This provider with these settings. */
        public static Decision use(MessagingProvider provider, Map<String, String> settings, Accounts accounts) {
            return new Decision(new MessagingLink.Opening(provider, settings, accounts), "");
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
    public void choose(String configured) {
        type = configured == null || configured.isBlank()
                ? EMBEDDED
                : configured.strip().toLowerCase(Locale.ROOT);
    }

    /** Which is to be used. */
    public String chosen() {
        return type;
    }

    /** The configuration of the technology that is to be used. */
    public void configure(Map<String, String> configured) {
        settings = Map.copyOf(configured);
    }

    /** What is used now. */
    public Decision decide() {
        if (type.equals(EMBEDDED)) {
            MessagingProvider provider = providers.get(AMQP);
            if (broker == null || provider == null) {
                return new Decision(
                        null,
                        "messaging = embedded, and " + (broker == null ? "the embedded broker" : "what speaks AMQP")
                                + " is not there (yet): install the feature roboconf-broker-embedded, or set "
                                + "messaging = rabbitmq in etc/net.roboconf.dm.cfg");
            }
            return Decision.use(provider, broker.managerSettings(), broker.accounts());
        }
        MessagingProvider provider = providers.get(type);
        if (provider == null) {
            return new Decision(
                    null,
                    "messaging = " + type + ", which is not installed (yet); installed are " + providers.keySet()
                            + why(type));
        }
        return Decision.use(provider, settings, null);
    }

    private String why(String name) {
        String why = reasons.getOrDefault(name, reasons.get("*"));
        return why == null ? "" : "; " + why;
    }
}

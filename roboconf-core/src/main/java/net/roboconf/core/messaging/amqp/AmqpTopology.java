package net.roboconf.core.messaging.amqp;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;

/**
 * The exchanges of one domain, and who writes where.
 *
 * <p>Exchanges are cut by direction, so that rights can be granted by exchange and routing key:
 *
 * <pre>
 * DOMAIN.orders         only the manager writes; key MACHINE, MACHINE.blobs, or everyone.in.APPLICATION
 * DOMAIN.reports        an agent writes its own key: MACHINE or MACHINE.blobs
 * DOMAIN.APP.exports    key PREFIX
 * DOMAIN.APP.direct     key ask.PREFIX, or to.MACHINE
 * DOMAIN.external       between applications:
 *   exports.APP.PREFIX    an agent of APP writes, whoever imports hears
 *   ask.APP.PREFIX        whoever imports writes, agents of APP hear
 *   answer.MACHINE.APP    an agent of APP writes, that one importer hears
 *   ack.MACHINE           an importer writes, that one exporter hears
 * </pre>
 *
 * <p>All are durable topic exchanges, nothing else on the broker is durable. Several managers may share a broker when
 * each has a domain of its own.
 */
public final class AmqpTopology {

    /** The domain when none is configured. */
    public static final String DEFAULT_DOMAIN = "roboconf";

    private static final String BLOBS = ".blobs";

    private final String domain;

    /**
     * Names the exchanges.
     *
     * @param domain the beginning of all names, as people write it
     */
    public AmqpTopology(String domain) {
        this.domain = AmqpName.encode(domain);
    }

    /** The exchange of what the Deployment Manager says to agents. */
    public String orders() {
        return domain + ".orders";
    }

    /** The exchange of what agents say to the Deployment Manager. */
    public String reports() {
        return domain + ".reports";
    }

    /** The exchange of what the agents of an application export. */
    public String exports(String application) {
        return domain + '.' + AmqpName.encode(application) + ".exports";
    }

    /** The exchange of what the agents of an application say to each other beside exports. */
    public String direct(String application) {
        return domain + '.' + AmqpName.encode(application) + ".direct";
    }

    /** The exchange of what agents of different applications say to each other. */
    public String external() {
        return domain + ".external";
    }

    /** The exchanges that belong to no application. */
    public List<String> commonExchanges() {
        return List.of(orders(), reports(), external());
    }

    /** The exchanges of one application. */
    public List<String> applicationExchanges(String application) {
        return List.of(exports(application), direct(application));
    }

    /** The beginning of the names of a participant's queues; a dot and something random follow. */
    public static String queuePrefix(Participant self) {
        if (self instanceof Participant.Manager manager) {
            return "dm." + manager.term();
        }
        if (self instanceof Participant.ManagerBlobs) {
            return "dm.blobs";
        }
        return machineOf(self).value();
    }

    /** What a participant hears without a subscription. */
    public Set<Route> alwaysHeard(Participant self) {
        if (self instanceof Participant.Manager) {
            return Set.of(new Route(reports(), "*"));
        }
        if (self instanceof Participant.ManagerBlobs) {
            return Set.of(new Route(reports(), "*" + BLOBS));
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return Set.of(new Route(orders(), blobs.machine() + BLOBS));
        }
        Participant.Agent agent = (Participant.Agent) self;
        return Set.of(
                new Route(orders(), agent.machine().value()),
                new Route(orders(), everyone(agent.application())),
                new Route(direct(agent.application()), to(agent.machine())));
    }

    /**
     * What a subscription of this participant is bound to.
     *
     * @throws IllegalArgumentException when the participant is a manager: only agents subscribe
     */
    public Set<Route> bindingsOf(Subscription subscription, Participant self) {
        if (subscription instanceof Subscription.ExportsOf exports) {
            Route stated = stated(exports.subject());
            return exports.subject().external()
                    ? Set.of(stated, answer(exports.subject(), machineOf(self)))
                    : Set.of(stated);
        }
        ExportsSubject subject = ((Subscription.AsksFor) subscription).subject();
        return subject.external() ? Set.of(asked(subject), ack(machineOf(self))) : Set.of(asked(subject));
    }

    /**
     * Where a message to this address is published by this participant.
     *
     * @throws IllegalArgumentException when the participant cannot reach such an address: its report would carry no key
     */
    public Route routeTo(Address to, Participant self) {
        if (to instanceof Address.Machine machine) {
            String key = machine.machine().value();
            return new Route(orders(), self instanceof Participant.ManagerBlobs ? key + BLOBS : key);
        }
        if (to instanceof Address.Manager) {
            String key = machineOf(self).value();
            return new Route(reports(), self instanceof Participant.AgentBlobs ? key + BLOBS : key);
        }
        if (to instanceof Address.Importers importers) {
            return stated(importers.subject());
        }
        if (to instanceof Address.Exporters exporters) {
            return asked(exporters.subject());
        }
        if (to instanceof Address.Importer importer) {
            ExportsSubject subject = importer.subject();
            return subject.external()
                    ? answer(subject, importer.machine())
                    : new Route(direct(subject.application()), to(importer.machine()));
        }
        if (to instanceof Address.Exporter exporter) {
            return exporter.subject().external()
                    ? ack(exporter.machine())
                    : new Route(direct(exporter.subject().application()), to(exporter.machine()));
        }
        Address.Everyone everyone = (Address.Everyone) to;
        return new Route(orders(), everyone(everyone.application()));
    }

    /** The routing keys of a machine's two channels on {@link #orders} and {@link #reports}. */
    public static List<String> keysOf(MachineKey machine) {
        return List.of(machine.value(), machine.value() + BLOBS);
    }

    /** The key on {@link #orders} that all agents of an application hear. */
    public static String everyone(String application) {
        return "everyone.in." + AmqpName.encode(application);
    }

    /** The key on {@link #direct} that reaches one machine's agent. */
    public static String to(MachineKey machine) {
        return "to." + Objects.requireNonNull(machine);
    }

    private Route stated(ExportsSubject subject) {
        return subject.external()
                ? new Route(external(), "exports." + key(subject))
                : new Route(exports(subject.application()), AmqpName.encode(subject.prefix()));
    }

    private Route asked(ExportsSubject subject) {
        return subject.external()
                ? new Route(external(), "ask." + key(subject))
                : new Route(direct(subject.application()), "ask." + AmqpName.encode(subject.prefix()));
    }

    private Route answer(ExportsSubject subject, MachineKey importer) {
        return new Route(external(), "answer." + importer + '.' + AmqpName.encode(subject.application()));
    }

    private Route ack(MachineKey exporter) {
        return new Route(external(), "ack." + exporter);
    }

    private static String key(ExportsSubject subject) {
        return AmqpName.encode(subject.application()) + '.' + AmqpName.encode(subject.prefix());
    }

    private static MachineKey machineOf(Participant self) {
        if (self instanceof Participant.Agent agent) {
            return agent.machine();
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return blobs.machine();
        }
        throw new IllegalArgumentException("A manager sends no reports, only agents do");
    }
}

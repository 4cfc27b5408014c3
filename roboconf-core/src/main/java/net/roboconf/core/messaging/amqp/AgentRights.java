package net.roboconf.core.messaging.amqp;

import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Participant;

/**
 * What an agent's account may do on a broker, and nothing else: have queues of its own, report under its own key, hear
 * its own orders, and talk to the agents of its application and, where its application exports to others or imports from
 * them, to theirs: it states and answers in the name of its own application alone, and hears what is meant for itself.
 *
 * @param ownQueues the names of queues that it may make, bind and consume from; a regular expression for the whole name
 * @param writes for each exchange that it may publish to, the routing keys; a regular expression for the whole key
 * @param reads for each exchange that it may bind its queues to, the binding keys; a regular expression for the whole key
 */
public record AgentRights(String ownQueues, Map<String, String> writes, Map<String, String> reads) {

    private static final String NAME = "[A-Za-z0-9_-]+";

    /** Makes the maps immutable. */
    public AgentRights {
        writes = Map.copyOf(writes);
        reads = Map.copyOf(reads);
    }

    /** The rights of this account. */
    public static AgentRights of(Accounts.Account account, AmqpTopology topology) {
        String application = account.application();
        // Neither a machine's key nor an encoded name holds anything that has a meaning in a regular expression.
        String own = String.join("|", AmqpTopology.keysOf(account.machine())).replace(".", "\\.");
        String queues = AmqpTopology.queuePrefix(new Participant.Agent(account.machine(), application));
        String everyone = AmqpTopology.everyone(application).replace(".", "\\.");
        Map<String, String> writes = new HashMap<>(Map.of(
                topology.reports(), "^(" + own + ")$",
                topology.exports(application), "^" + NAME + "$",
                topology.direct(application), "^(ask|to)\\." + NAME + "$"));
        Map<String, String> reads = new HashMap<>(Map.of(
                topology.orders(), "^(" + own + "|" + everyone + ")$",
                topology.exports(application), "^" + NAME + "$",
                topology.direct(application), "^(ask\\." + NAME + "|to\\." + account.machine() + ")$"));
        if (account.external()) {
            String named = AmqpName.encode(application);
            writes.put(
                    topology.external(),
                    "^(exports\\." + named + "\\." + NAME + "|ask\\." + NAME + "\\." + NAME + "|answer\\." + NAME
                            + "\\." + named + "|ack\\." + NAME + ")$");
            reads.put(
                    topology.external(),
                    "^(exports\\." + NAME + "\\." + NAME + "|ask\\." + named + "\\." + NAME + "|answer\\."
                            + account.machine() + "\\." + NAME + "|ack\\." + account.machine() + ")$");
        }
        return new AgentRights("^" + queues + "\\." + NAME + "$", writes, reads);
    }
}

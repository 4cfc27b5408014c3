package org.example.roboconf.socket.internal;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.messaging.amqp.AgentRights;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;

/**
 * What an agent may say and hear.
 *
 * @param says by exchange, the keys
 * @param hears by exchange, the keys
 */
record Rights(Map<String, Pattern> says, Map<String, Pattern> hears) {

    static Rights of(Account account, AmqpTopology topology) {
        AgentRights rights = AgentRights.of(account, topology);
        return new Rights(compiled(rights.writes()), compiled(rights.reads()));
    }

    private static Map<String, Pattern> compiled(Map<String, String> rights) {
        return rights.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> Pattern.compile(one.getValue())));
    }

    boolean maySay(Route route) {
        return holds(says, route);
    }

    boolean mayHear(Route route) {
        return holds(hears, route);
    }

    private static boolean holds(Map<String, Pattern> rights, Route route) {
        Pattern keys = rights.get(route.exchange());
        return keys != null && keys.matcher(route.key()).matches();
    }
}

package net.roboconf.broker.embedded.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Protocol;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.protocol.ErrorCodes;
import org.apache.qpid.server.protocol.v0_8.AMQPConnection_0_8Impl;
import org.apache.qpid.server.protocol.v0_8.AMQShortString;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ServerNetworkConnection;

/**
 * An AMQP 0-9-1 connection that asks before queues are bound. The broker asks its access control about everything else,
 * but in this protocol not about bindings: an agent could hear the orders of every machine.
 */
final class GuardedConnection extends AMQPConnection_0_8Impl {

    private final AccountAccessControl control;
    /** By channel; only the connection's own thread uses it. */
    private final Map<Integer, Guard> guards = new HashMap<>();

    GuardedConnection(
            AccountAccessControl control,
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            long id,
            AggregateTicker ticker) {
        super(broker, network, port, transport, Protocol.AMQP_0_9_1, id, ticker);
        this.control = control;
    }

    @Override
    public ServerChannelMethodProcessor getChannelMethodProcessor(int channelId) {
        ServerChannelMethodProcessor channel = super.getChannelMethodProcessor(channelId);
        AccountBook.Limits limits = control.limitsOf(getAuthorizedPrincipal());
        if (limits == null) {
            guards.remove(channelId);
            return channel;
        }
        Guard present = guards.get(channelId);
        if (present == null || present.channel != channel || present.limits != limits) {
            present = new Guard(channelId, channel, limits);
            guards.put(channelId, present);
        }
        return present.guarded;
    }

    /** Lets everything through to a channel but bindings that its agent may not make. */
    private final class Guard implements InvocationHandler {

        private final int channelId;
        private final ServerChannelMethodProcessor channel;
        private final AccountBook.Limits limits;
        private final ServerChannelMethodProcessor guarded;

        Guard(int channelId, ServerChannelMethodProcessor channel, AccountBook.Limits limits) {
            this.channelId = channelId;
            this.channel = channel;
            this.limits = limits;
            this.guarded = (ServerChannelMethodProcessor) Proxy.newProxyInstance(
                    GuardedConnection.class.getClassLoader(),
                    new Class<?>[] {ServerChannelMethodProcessor.class},
                    this);
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                // Both begin with the names of the queue and the exchange, and the key.
                case "receiveQueueBind", "receiveQueueUnbind" -> {
                    String queue = AMQShortString.toString((AMQShortString) arguments[0]);
                    String exchange = AMQShortString.toString((AMQShortString) arguments[1]);
                    String key = AMQShortString.toString((AMQShortString) arguments[2]);
                    if (!limits.mayUseQueue(queue) || !limits.mayRead(exchange, key)) {
                        String why = "access to bind queue '" + queue + "' to '" + exchange + "' with key '" + key
                                + "' refused for user '"
                                + getAuthorizedPrincipal().getName() + "'";
                        sendConnectionClose(ErrorCodes.ACCESS_REFUSED, why, channelId);
                        return null;
                    }
                }
                default -> {}
            }
            try {
                return method.invoke(channel, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}

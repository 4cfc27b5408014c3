package net.roboconf.broker.embedded.internal;

import org.apache.qpid.server.model.AccessControlProvider;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Protocol;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.plugin.ProtocolEngineCreator;
import org.apache.qpid.server.protocol.v0_8.ProtocolEngineCreator_0_9_1;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ProtocolEngine;
import org.apache.qpid.server.transport.ServerNetworkConnection;

/** By which the broker makes {@link GuardedConnection}s; found through {@code META-INF/services}. */
public final class GuardedProtocol implements ProtocolEngineCreator {

    /** What leaves the broker's own creator for this protocol out: a system property, the only way. */
    static final String REPLACES = "qpid.plugin.disabled:protocolenginecreator.AMQP_0_9_1";

    private final ProtocolEngineCreator plain = new ProtocolEngineCreator_0_9_1();

    @Override
    public String getType() {
        return "RoboconfGuarded";
    }

    @Override
    public Protocol getVersion() {
        return plain.getVersion();
    }

    @Override
    public byte[] getHeaderIdentifier() {
        return plain.getHeaderIdentifier();
    }

    @Override
    public byte[] getSuggestedAlternativeHeader() {
        return plain.getSuggestedAlternativeHeader();
    }

    @Override
    public ProtocolEngine newProtocolEngine(
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            long id,
            AggregateTicker ticker) {
        AccountAccess access = (AccountAccess) broker.getChildByName(AccessControlProvider.class, QpidBroker.ACCOUNTS);
        GuardedConnection connection =
                new GuardedConnection(access.getController(), broker, network, port, transport, id, ticker);
        connection.create();
        return connection;
    }
}

package net.roboconf.messaging.rabbitmq.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link RabbitNode} as a parameter: one that is started when it is first wanted, shared by all classes of
 * the run, and ended with it. Tests that stop the broker start one of their own.
 */
public final class SharedRabbit implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedRabbit.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RabbitNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(RabbitNode.class, key -> RabbitNode.started(), RabbitNode.class);
    }
}

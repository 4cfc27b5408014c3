package net.roboconf.dm.internal.engine;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;

/** Says which applications an application imports its external prefixes from. What has not changed is left alone. */
final class BindingCommands {

    private final World world;

    BindingCommands(World world) {
        this.world = world;
    }

    void run(Command.Bind command) {
        ApplicationNode application = importer(command.application(), command.prefix());
        checkProvider(application, command.prefix(), command.provider());
        Set<String> providers = new TreeSet<>(application.stored.providers(command.prefix()));
        providers.add(command.provider());
        put(application, command.prefix(), providers);
    }

    void run(Command.Rebind command) {
        ApplicationNode application = importer(command.application(), command.prefix());
        command.providers().forEach(provider -> checkProvider(application, command.prefix(), provider));
        put(application, command.prefix(), command.providers());
    }

    void run(Command.Unbind command) {
        ApplicationNode application = importer(command.application(), command.prefix());
        Set<String> providers = new TreeSet<>(application.stored.providers(command.prefix()));
        if (command.provider() == null) {
            providers.clear();
        } else if (!providers.remove(command.provider())) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "'" + application.name() + "' is not bound to '" + command.provider() + "' under "
                            + command.prefix() + "; it is bound to " + names(providers));
        }
        put(application, command.prefix(), providers);
    }

    private ApplicationNode importer(String name, String prefix) {
        ApplicationNode application = world.application(name);
        Set<String> imports = application.template.externalImports().keySet();
        if (!imports.contains(prefix)) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "No component of '" + name + "' imports an external prefix '" + prefix + "'; "
                            + (imports.isEmpty() ? "it imports none" : "they import " + String.join(", ", imports)));
        }
        return application;
    }

    private void checkProvider(ApplicationNode importer, String prefix, String name) {
        ApplicationNode provider = world.applications.get(name);
        if (provider == null) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "There is no application '" + name + "' that '" + importer.name() + "' could be bound to");
        }
        if (provider == importer) {
            throw new Refusal(ErrorCode.INVALID, "'" + name + "' cannot be bound to itself");
        }
        ExternalExports exports = provider.template.stored().externalExports();
        if (exports == null || !exports.prefix().equals(prefix)) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "'" + name + "' does not export " + prefix + ": its template "
                            + provider.stored.template()
                            + (exports == null
                                    ? " exports nothing to other applications"
                                    : " exports under the prefix " + exports.prefix()));
        }
    }

    private void put(ApplicationNode application, String prefix, Collection<String> providers) {
        if (application
                .stored
                .providers(prefix)
                .equals(providers.stream().sorted().toList())) {
            return;
        }
        application.stored = application.stored.binding(prefix, providers);
        world.store(new Change.PutApplication(application.stored));
        application.changed();
        for (InstanceNode node : application.instances.values()) {
            if (node.component.importedPrefixes().containsKey(prefix)) {
                world.order(node);
            }
        }
        world.tell(
                ManagerEvent.Kind.BINDING_CHANGED,
                application.name(),
                null,
                prefix + " → " + names(application.stored.providers(prefix)));
    }

    private static String names(Collection<String> providers) {
        return providers.isEmpty() ? "none" : String.join(", ", providers);
    }
}

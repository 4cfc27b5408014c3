package net.roboconf.dm.internal.engine;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;

/**
 * Says which applications an application imports its external prefixes from. What has not changed is left alone.
 *
 * <p>When all providers are replaced at once, the old ones are imported from a moment longer, until the new ones can have
 * answered: what cannot do without the prefix would be stopped otherwise, and started again.
 */
final class BindingCommands {

    private static final TimerId TIMER = new TimerId(TimerId.Kind.REPLACED, null);

    /** How long replaced providers are imported from still, in milliseconds: an order, a question and its answer. */
    private static final long OVERLAP = 3_000;

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
        Set<String> replaced = new TreeSet<>(application.stored.providers(command.prefix()));
        boolean adds = !replaced.containsAll(command.providers());
        replaced.removeAll(command.providers());
        put(application, command.prefix(), command.providers());
        if (adds && !replaced.isEmpty()) {
            application.replaced.put(command.prefix(), replaced);
            world.setTimer(TIMER, OVERLAP);
        }
    }

    /** The new providers can have answered by now. */
    void timerRang() {
        for (ApplicationNode application : world.applications.values()) {
            Set<String> prefixes = Set.copyOf(application.replaced.keySet());
            application.replaced.clear();
            prefixes.forEach(prefix -> order(application, prefix));
        }
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
        application.replaced.remove(prefix);
        application.stored = application.stored.binding(prefix, providers);
        world.store(new Change.PutApplication(application.stored));
        application.changed();
        order(application, prefix);
        world.tell(
                ManagerEvent.Kind.BINDING_CHANGED,
                application.name(),
                null,
                prefix + " → " + names(application.stored.providers(prefix)));
    }

    private void order(ApplicationNode application, String prefix) {
        for (InstanceNode node : application.instances.values()) {
            if (node.component.importedPrefixes().containsKey(prefix)) {
                world.order(node);
            }
        }
    }

    private static String names(Collection<String> providers) {
        return providers.isEmpty() ? "none" : String.join(", ", providers);
    }
}

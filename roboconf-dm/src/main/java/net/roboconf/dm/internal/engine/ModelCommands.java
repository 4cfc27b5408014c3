package net.roboconf.dm.internal.engine;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.roboconf.core.messaging.SupervisionSettings;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.core.model.InstanceExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredApplication;
import net.roboconf.dm.internal.state.StoredInstance;

/** Makes and deletes applications, and adds and removes instances. */
final class ModelCommands {

    private static final Pattern APPLICATION = Pattern.compile("[a-zA-Z_][\\w.() -]*");
    private static final Pattern INSTANCE = Pattern.compile("[a-zA-Z_][\\w. -]*");

    private final World world;
    private final Leaving leaving;
    private final Departures departures;

    ModelCommands(World world, Leaving leaving, Departures departures) {
        this.world = world;
        this.leaving = leaving;
        this.departures = departures;
    }

    void run(Command.CreateApplication command) {
        String name = command.name();
        if (!APPLICATION.matcher(name).matches() || name.length() > 200) {
            String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
            boolean better = APPLICATION.matcher(plain).matches();
            throw new Refusal(
                    ErrorCode.INVALID,
                    "'" + name + "' cannot be the name of an application: it begins with a letter and goes on with "
                            + "letters, digits, spaces and any of . ( ) _ -"
                            + (better ? "; '" + plain + "' would do" : ""));
        }
        if (world.applications.containsKey(name)) {
            throw new Refusal(ErrorCode.CONFLICT, "There is an application '" + name + "' already");
        }
        TemplateNode template = world.templates.get(command.template());
        if (template == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "There is no template " + command.template());
        }
        StoredApplication stored = new StoredApplication(
                name,
                command.description(),
                command.template(),
                world.now().wall(),
                template.stored().targets(),
                Map.of());
        ApplicationNode application = new ApplicationNode(stored, template);
        List<InstanceNode> added = new ArrayList<>();
        template.stored().instances().forEach(definition -> add(application, null, definition, added));
        world.applications.put(name, application);
        world.store(new Change.PutApplication(stored));
        added.forEach(node -> world.store(new Change.PutInstance(node.stored)));
        world.tell(ManagerEvent.Kind.APPLICATION_CREATED, name, null, "from template " + command.template());
        world.serve();
    }

    private void add(
            ApplicationNode application, InstanceNode parent, InstanceDefinition definition, List<InstanceNode> added) {
        InstanceNode node = add(
                application,
                parent,
                definition.name(),
                definition.component(),
                definition.overrides(),
                definition.data());
        added.add(node);
        definition.children().forEach(child -> add(application, node, child, added));
    }

    private InstanceNode add(
            ApplicationNode application,
            InstanceNode parent,
            String name,
            String componentName,
            Map<String, String> overrides,
            Map<String, String> data) {
        Component component = application
                .template
                .graph()
                .component(componentName)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.NOT_FOUND,
                        "There is no component '" + componentName + "' in the graph of " + application.name()));
        InstancePath path =
                parent == null ? InstancePath.root(name) : parent.path().child(name);
        if (application.instances.containsKey(path)) {
            throw new Refusal(ErrorCode.CONFLICT, "There is an instance " + path + " already");
        }
        if (parent == null && !component.isMachine()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    path + " cannot stand alone: its component '" + componentName + "' is no machine (installer: "
                            + component.installer() + "); place it over an instance that is on one");
        }
        Map<String, String> completed =
                application.portsAt(parent, path).choose(component, overrides, world.tuning.forbiddenPorts());
        return Nodes.add(
                application,
                parent,
                component,
                StoredInstance.added(application.name(), path, componentName, completed, data));
    }

    void run(Command.AddInstance command) {
        NewInstance wanted = command.instance();
        ApplicationNode application = world.application(command.application());
        InstanceNode parent = wanted.parent() == null ? null : world.instance(command.application(), wanted.parent());
        check(application, parent, wanted);
        InstanceNode node =
                add(application, parent, wanted.name(), wanted.component(), wanted.overrides(), wanted.data());
        world.store(new Change.PutInstance(node.stored));
        world.tell(
                ManagerEvent.Kind.INSTANCE_ADDED, application.name(), node.path(), "component " + wanted.component());
        world.order(node);
        node.place.changed();
    }

    private static void check(ApplicationNode application, InstanceNode parent, NewInstance wanted) {
        if (!INSTANCE.matcher(wanted.name()).matches() || wanted.name().length() > 200) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "'" + wanted.name() + "' cannot be the name of an instance: it begins with a letter and goes on "
                            + "with letters, digits, spaces and any of . _ -");
        }
        Component component =
                application.template.graph().component(wanted.component()).orElse(null);
        if (component == null) {
            return;
        }
        String over = parent == null ? null : parent.component.name();
        if (!application.template.graph().accepts(over, wanted.component())) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "An instance of '" + wanted.component() + "' cannot be placed "
                            + (parent == null
                                    ? "at the root"
                                    : "over " + parent.path() + ", an instance of '" + over + "'")
                            + ": the graph does not allow it");
        }
        SupervisionSettings.ofData(wanted.data()).forEach((setting, value) -> SupervisionSettings.problem(
                        setting, value)
                .ifPresent(why -> {
                    throw new Refusal(
                            ErrorCode.INVALID,
                            "The setting " + SupervisionSettings.DATA_PREFIX + setting + " is not valid: " + why);
                }));
        if (parent != null && parent.stored.removing()) {
            throw new Refusal(ErrorCode.CONFLICT, parent.path() + " is being removed");
        }
        InstancePath path = parent == null
                ? InstancePath.root(wanted.name())
                : parent.path().child(wanted.name());
        List<String> missing =
                InstanceExports.of(component, wanted.overrides(), path, null).missingValues();
        if (!missing.isEmpty()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "These exports of '" + wanted.component() + "' have no value, neither in the graph nor here: "
                            + String.join(", ", missing));
        }
    }

    void run(Command.RemoveInstance command) {
        InstanceNode top = world.instance(command.application(), command.path());
        if (Leaving.isAllUndeployed(top)) {
            leaving.remove(top);
            return;
        }
        if (!command.undeploy()) {
            throw new Refusal(
                    ErrorCode.REFUSED_STATE,
                    top.path() + " or something below it is deployed, or not known not to be; undeploy it first, or "
                            + "ask for both at once");
        }
        top.visit(node -> {
            world.put(node, node.stored.leaving(false, true, null));
            world.touch(node.place);
        });
        leaving.nextWave(top.application, List.copyOf(top.application.instances.values()));
        leaving.look(top.place);
    }

    void run(Command.DeleteApplication command) {
        ApplicationNode application = world.application(command.name());
        List<String> users = world.boundTo(application).stream()
                .map(other -> "'" + other.name() + "'")
                .toList();
        if (!users.isEmpty()) {
            String prefix = application.template.stored().externalExports().prefix();
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Application '" + command.name() + "' cannot be deleted: " + String.join(", ", users)
                            + (users.size() == 1 ? " is" : " are") + " bound to it under " + prefix
                            + "; unbind it there first");
        }
        List<InstancePath> machines = application.places.values().stream()
                .filter(place -> place.machine != null)
                .map(place -> place.self.path())
                .toList();
        if (!machines.isEmpty()) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Application '" + command.name() + "' still has " + machines.size()
                            + (machines.size() == 1 ? " machine (" : " machines (") + machines.get(0)
                            + (machines.size() > 1 ? ", …" : "") + "); undeploy it first");
        }
        departures.forget(application);
        application.instances.keySet().forEach(path -> world.store(new Change.DropInstance(application.name(), path)));
        world.applications.remove(application.name());
        world.store(new Change.DropApplication(application.name()));
        world.tell(ManagerEvent.Kind.APPLICATION_DELETED, application.name(), null, "");
        world.serve();
    }
}

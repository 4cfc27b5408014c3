package net.roboconf.dm.internal.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.Problem;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/** Keeps templates and target definitions. */
final class LibraryCommands {

    private final World world;

    LibraryCommands(World world) {
        this.world = world;
    }

    void run(Command.AddTemplate command) {
        TemplateId id = command.template().id();
        TemplateNode known = world.templates.get(id);
        if (known != null && !known.stored().saysTheSameAs(command.template())) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "There is a template " + id + " already, with other content; give the new one another version, or "
                            + "delete the old one");
        }
        checkExportsPrefix(command.template());
        List<Problem> problems = command.targets().stream()
                .filter(target -> isOthers(target, id))
                .map(target -> Problem.of(
                        "REST_TARGET_CONFLICTING_ID",
                        "There is a target '" + target.id() + "' already, and it is not of this template"))
                .toList();
        if (!problems.isEmpty()) {
            throw new Refusal(ErrorCode.CONFLICT, problems.get(0).message(), problems);
        }
        for (StoredTarget target : command.targets()) {
            put(target);
        }
        if (known == null) {
            world.templates.put(id, TemplateNode.of(command.template()));
            world.store(new Change.PutTemplate(command.template()));
            world.tell(ManagerEvent.Kind.TEMPLATE_ADDED, "", null, id.toString());
        }
    }

    /** Bindings name a provider by its prefix. The versions of one template share it: they are one thing that grows. */
    private void checkExportsPrefix(StoredTemplate added) {
        if (added.externalExports() == null) {
            return;
        }
        String prefix = added.externalExports().prefix();
        for (TemplateNode other : world.templates.values()) {
            ExternalExports external = other.stored().externalExports();
            if (external != null
                    && external.prefix().equals(prefix)
                    && !other.stored().id().name().equals(added.id().name())) {
                throw new Refusal(
                        ErrorCode.CONFLICT,
                        "The exports-prefix '" + prefix + "' is taken by the template "
                                + other.stored().id()
                                + "; give " + added.id()
                                + " another one in its descriptor. Only versions of one template "
                                + "share a prefix");
            }
        }
    }

    private boolean isOthers(StoredTarget target, TemplateId template) {
        StoredTarget known = world.targets.get(target.id());
        return known != null
                && (known.template() == null || !known.template().name().equals(template.name()));
    }

    void run(Command.DeleteTemplate command) {
        TemplateId id = command.id();
        if (!world.templates.containsKey(id)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "There is no template " + id);
        }
        List<String> users = world.applications.values().stream()
                .filter(application -> application.stored.template().equals(id))
                .map(ApplicationNode::name)
                .toList();
        if (!users.isEmpty()) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Applications are made of template " + id + ": " + String.join(", ", users)
                            + "; delete them first");
        }
        world.templates.remove(id);
        world.store(new Change.DropTemplate(id));
        for (StoredTarget target : List.copyOf(world.targets.values())) {
            if (id.equals(target.template()) && users(target.id()).isEmpty()) {
                drop(target.id());
            }
        }
        world.tell(ManagerEvent.Kind.TEMPLATE_REMOVED, "", null, id.toString());
    }

    void run(Command.PutTarget command) {
        StoredTarget known = world.targets.get(command.target().id());
        put(known == null ? command.target() : command.target().with(known.scripts()));
    }

    void run(Command.PutTargets command) {
        command.targets().forEach(this::put);
    }

    private void put(StoredTarget target) {
        if (!target.equals(world.targets.put(target.id(), target))) {
            world.store(new Change.PutTarget(target));
            world.tell(ManagerEvent.Kind.TARGET_CHANGED, "", null, target.id());
            touchWithoutMachine();
        }
    }

    void run(Command.DeleteTarget command) {
        if (!world.targets.containsKey(command.id())) {
            throw new Refusal(ErrorCode.NOT_FOUND, "There is no target '" + command.id() + "'");
        }
        List<String> users = users(command.id());
        if (!users.isEmpty()) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "The target '" + command.id() + "' is used: " + String.join(", ", users)
                            + "; undeploy the machines, and associate another target, first");
        }
        drop(command.id());
    }

    private void drop(String id) {
        world.targets.remove(id);
        world.store(new Change.DropTarget(id));
        world.tell(ManagerEvent.Kind.TARGET_CHANGED, "", null, id);
    }

    /** The machines that were made by it, and the applications that it is associated with; for people, sorted. */
    private List<String> users(String target) {
        Stream<String> made = world.places.values().stream()
                .filter(place -> place.machine.target().equals(target))
                .map(place -> "it has made the machine " + place.machine.application() + place.machine.path());
        Stream<String> associated = world.applications.values().stream()
                .filter(application -> application.stored.targets().containsValue(target))
                .map(application -> "it is associated with " + application.name());
        return Stream.concat(made, associated).sorted().toList();
    }

    void run(Command.AssociateTarget command) {
        ApplicationNode application = world.application(command.application());
        if (command.target() != null && !world.targets.containsKey(command.target())) {
            throw new Refusal(ErrorCode.NOT_FOUND, "There is no target '" + command.target() + "'");
        }
        checkScope(application, command.scope());
        Map<String, String> targets = new HashMap<>(application.stored.targets());
        if (command.target() == null) {
            targets.remove(command.scope());
        } else {
            targets.put(command.scope(), command.target());
        }
        application.stored = application.stored.targeting(targets);
        world.store(new Change.PutApplication(application.stored));
        application.changed();
        world.tell(
                ManagerEvent.Kind.TARGET_CHANGED,
                application.name(),
                null,
                (command.scope().isEmpty() ? "default" : command.scope()) + " → "
                        + (command.target() == null ? "none" : command.target()));
        touchWithoutMachine();
    }

    private void checkScope(ApplicationNode application, String scope) {
        if (scope.isEmpty()) {
            return;
        }
        boolean machine = scope.startsWith("@")
                ? application
                        .template
                        .graph()
                        .component(scope.substring(1))
                        .filter(component -> component.isMachine())
                        .isPresent()
                : scope.startsWith("/")
                        && world.instance(application.name(), new InstancePath(scope))
                                .isMachine();
        if (!machine) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "'" + scope + "' is not a machine of '" + application.name()
                            + "'; name the path of one, @Component, or nothing for all");
        }
        if (scope.startsWith("/")
                && world.instance(application.name(), new InstancePath(scope)).place.machine != null) {
            throw new Refusal(
                    ErrorCode.REFUSED_STATE,
                    "The machine of " + scope + " exists; undeploy it before it is made by another target");
        }
    }

    /** Machines that could not be made for want of a target may be possible now. */
    void touchWithoutMachine() {
        for (ApplicationNode application : world.applications.values()) {
            for (Place place : application.places.values()) {
                if (place.machine == null) {
                    place.changed();
                    world.touch(place);
                }
            }
        }
    }
}

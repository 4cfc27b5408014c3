package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.Optional;
import net.roboconf.core.dsl.commands.Instruction;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.InstancePath;

/** Reads the instructions that change which instances there are, or on what they run. */
final class ModelInstructions {

    private final Scene scene;

    ModelInstructions(Scene scene) {
        this.scene = scene;
    }

    Optional<Instruction> create(Phrase line, Phrase rest) {
        int as = rest.indexOf("as");
        if (as < 0) {
            scene.malformed(line, "create Component as name under /parent");
            return Optional.empty();
        }
        Phrase component = rest.part(0, as).stripped();
        Phrase name = rest.startingAt(as + "as".length()).stripped();
        int under = name.lastIndexOf("under");
        Phrase parent = name.startingAt(under < 0 ? name.to() - name.from() : under + "under".length())
                .stripped();
        name = under < 0 ? name : name.part(0, under).stripped();

        boolean sound = scene.checkComponent(component) & scene.checkName(name);
        Optional<InstancePath> over = parent.isEmpty() ? Optional.empty() : scene.existing(parent);
        sound &= checkPlace(component, name, under < 0, parent, over);
        if (sound && (parent.isEmpty() || over.isPresent())) {
            String path = over.map(InstancePath::value).orElse("") + '/' + name.text();
            if (!line.isSettled() || !scene.checkFree(name, path)) {
                return Optional.empty();
            }
            scene.table().ifPresent(t -> t.findParent(path)
                    .ifPresent(node -> t.create(node, path.substring(path.lastIndexOf('/') + 1), component.text())));
            return Optional.of(new Instruction.Create(line.location(), component.text(), name.text(), over));
        }
        scene.doubt(parent.text(), name);
        return Optional.empty();
    }

    private boolean checkPlace(
            Phrase component, Phrase name, boolean root, Phrase parent, Optional<InstancePath> over) {
        if (!root && parent.isEmpty()) {
            return scene.missing(parent, CMD_MISSING_PARENT_INSTANCE, name.text());
        }
        Optional<Component> known = scene.component(component);
        if (known.isEmpty()) {
            return true;
        }
        boolean mustBeRoot = scene.graph().orElseThrow().accepts(null, component.text());
        if (root) {
            return mustBeRoot || scene.missing(component, CMD_MISSING_PARENT_INSTANCE, name.text());
        }
        if (mustBeRoot) {
            return scene.missing(parent, CMD_CANNOT_HAVE_ANY_PARENT, component.text());
        }
        Optional<Component> parentComponent = over.flatMap(path -> scene.componentAt(path.value()));
        return parentComponent.isEmpty()
                || scene.accepts(parentComponent.get(), known.get())
                || scene.missing(
                        parent,
                        CMD_NOT_AN_ACCEPTABLE_PARENT,
                        component.text(),
                        parent.text(),
                        parentComponent.get().name());
    }

    Optional<Instruction> replicate(Phrase line, Phrase rest) {
        int as = rest.lastIndexOf("as");
        Phrase root = rest.part(0, Math.max(as, 0)).stripped();
        if (root.isEmpty()) {
            scene.malformed(line, "replicate /root as name");
            return Optional.empty();
        }
        Phrase name = rest.startingAt(as + "as".length()).stripped();
        Optional<InstancePath> original = scene.existing(root);
        boolean sound = original.isPresent() & scene.checkName(name);
        if (original.isPresent() && original.get().depth() > 1) {
            sound = scene.missing(root, CMD_NOT_A_ROOT_INSTANCE, root.text());
        }
        if (!sound) {
            scene.doubt("", name);
            return Optional.empty();
        }
        if (!line.isSettled() || !scene.checkFree(name, '/' + name.text())) {
            return Optional.empty();
        }
        scene.table().ifPresent(t -> t.find(root.text()).ifPresent(node -> t.replicate(node, name.text())));
        return Optional.of(new Instruction.Replicate(line.location(), original.get(), name.text()));
    }

    Optional<Instruction> rename(Phrase line, Phrase rest) {
        int as = rest.lastIndexOf("as");
        Phrase path = rest.part(0, Math.max(as, 0)).stripped();
        if (path.isEmpty()) {
            scene.malformed(line, "rename /path as name");
            return Optional.empty();
        }
        Phrase name = rest.startingAt(as + "as".length()).stripped();
        Optional<InstancePath> instance = scene.existing(path);
        if (!scene.checkName(name) | instance.isEmpty()) {
            scene.doubt(path.text().substring(0, Math.max(0, path.text().lastIndexOf('/'))), name);
            return Optional.empty();
        }
        String newPath = instance.get().parent().map(InstancePath::value).orElse("") + '/' + name.text();
        if (!line.isSettled() || !scene.checkFree(name, newPath)) {
            return Optional.empty();
        }
        scene.table().ifPresent(t -> t.findParent(path.text())
                .ifPresent(parent -> t.rename(parent, instance.get().name(), name.text())));
        return Optional.of(new Instruction.Rename(line.location(), instance.get(), name.text()));
    }

    Optional<Instruction> associate(Phrase line, Phrase rest) {
        int with = rest.lastIndexOf("with");
        Phrase path = rest.part(0, Math.max(with, 0)).stripped();
        if (path.isEmpty()) {
            scene.malformed(line, "associate /machine with target");
            return Optional.empty();
        }
        Phrase target = rest.startingAt(with + "with".length()).stripped();
        Optional<InstancePath> machine = scene.existing(path);
        boolean sound = machine.isPresent();
        if (machine.flatMap(m -> scene.componentAt(m.value()))
                .filter(c -> !c.isMachine())
                .isPresent()) {
            sound = scene.missing(path, CMD_NOT_A_SCOPED_INSTANCE, path.text());
        }
        if (target.isEmpty()) {
            sound = scene.missing(target, CMD_INVALID_TARGET_ID, "");
        }
        return sound && line.isSettled()
                ? Optional.of(new Instruction.Associate(line.location(), machine.get(), target.text()))
                : Optional.empty();
    }
}

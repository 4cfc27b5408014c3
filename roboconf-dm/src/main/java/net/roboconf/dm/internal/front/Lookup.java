package net.roboconf.dm.internal.front;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.BindingView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.TemplateView;

/** Finds what requests name, or says what there is instead. */
public final class Lookup {

    /** How many names an error lists; more would hide the point. */
    private static final int SHOWN = 20;

    private final Manager manager;

    /** Looks among what this one has. */
    public Lookup(Manager manager) {
        this.manager = manager;
    }

    /** @throws ManagerException {@code NOT_FOUND}, with the names that there are */
    public ApplicationView application(String name) {
        return manager.application(name)
                .orElseThrow(() -> unknown(
                        "There is no application '" + name + "'",
                        manager.applications().stream()
                                .map(ApplicationView::name)
                                .toList(),
                        "the applications are"));
    }

    /** @throws ManagerException {@code NOT_FOUND}, with the external prefixes that are imported */
    public BindingView binding(ApplicationView application, String prefix) {
        return application.bindings().stream()
                .filter(b -> b.prefix().equals(prefix))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "The application '" + application.name() + "' imports no external prefix '" + prefix + "'",
                        application.bindings().stream().map(BindingView::prefix).toList(),
                        "it imports"));
    }

    /** @throws ManagerException {@code NOT_FOUND}, with the paths that are near */
    public InstanceView instance(ApplicationView application, InstancePath path) {
        return application.instance(path).orElseThrow(() -> {
            InstancePath near = path;
            while (near != null && application.instance(near).isEmpty()) {
                near = near.parent().orElse(null);
            }
            return unknown(
                    "The application '" + application.name() + "' has no instance " + path,
                    application.children(near).stream()
                            .map(i -> i.path().value())
                            .toList(),
                    near == null ? "its roots are" : "below " + near + " there are");
        });
    }

    /** An instance and all below it, a parent before its descendants; all of the application for null. */
    public List<InstanceView> subtree(ApplicationView application, InstancePath path) {
        if (path == null) {
            return application.instances();
        }
        List<InstanceView> found = new ArrayList<>();
        collect(application, instance(application, path), found);
        return found;
    }

    private static void collect(ApplicationView application, InstanceView from, List<InstanceView> found) {
        found.add(from);
        application.children(from.path()).forEach(child -> collect(application, child, found));
    }

    /** @throws ManagerException {@code NOT_FOUND}, with the templates that there are */
    public TemplateView template(String name, String version) {
        return manager.templates().stream()
                .filter(t -> t.name().equals(name) && t.version().equals(version))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "There is no template '" + name + "' in version " + version,
                        manager.templates().stream()
                                .map(t -> t.name() + " " + t.version())
                                .toList(),
                        "the templates are"));
    }

    /**
     * The version of a template of which there is one version only.
     *
     * @throws ManagerException {@code NOT_FOUND} when there is none, {@code INVALID} when there are several
     */
    public String onlyVersion(String name) {
        List<String> versions = manager.templates().stream()
                .filter(t -> t.name().equals(name))
                .map(TemplateView::version)
                .toList();
        if (versions.isEmpty()) {
            throw unknown(
                    "There is no template '" + name + "'",
                    manager.templates().stream()
                            .map(TemplateView::name)
                            .distinct()
                            .toList(),
                    "the templates are");
        }
        if (versions.size() > 1) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "There are several versions of the template '" + name + "'; say which: "
                            + String.join(", ", versions) + ".");
        }
        return versions.get(0);
    }

    /** @throws ManagerException {@code NOT_FOUND}, with the targets that there are */
    public TargetView target(String id) {
        return manager.targets().stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "There is no target '" + id + "'",
                        manager.targets().stream().map(TargetView::id).toList(),
                        "the targets are"));
    }

    private static ManagerException unknown(String what, List<String> there, String words) {
        String list = there.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return new ManagerException(
                ErrorCode.NOT_FOUND,
                what + (there.isEmpty() ? "." : "; " + words + " " + list + (there.size() > SHOWN ? ", …" : "") + "."));
    }
}

package net.roboconf.dm.internal.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.TemplateView;
import net.roboconf.dm.internal.engine.ApplicationPicture;
import net.roboconf.dm.internal.engine.Handlers;
import net.roboconf.dm.internal.engine.Picture;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/** Everything as people see it at the moment of a picture. Immutable; views of what did not change are shared. */
public final class Views implements Neighbours {

    private final Picture picture;
    private final Map<String, PicturedApplication> applications = new TreeMap<>();

    /** Shows a picture. */
    public Views(Picture picture) {
        this(picture, null);
    }

    private Views(Picture picture, Views before) {
        this.picture = picture;
        picture.applications().forEach((name, application) -> {
            PicturedApplication known = before == null ? null : before.applications.get(name);
            applications.put(
                    name,
                    known != null && known.picture() == application
                            ? known.among(this)
                            : new PicturedApplication(application, this));
        });
    }

    /** Shows a later picture. */
    public Views then(Picture later) {
        return new Views(later, this);
    }

    /** What is shown. */
    public Picture picture() {
        return picture;
    }

    /** All applications, sorted by name. */
    public List<ApplicationView> applications() {
        return List.copyOf(applications.values());
    }

    /** One application. */
    public Optional<ApplicationView> application(String name) {
        return Optional.ofNullable(applications.get(name));
    }

    @Override
    public Collection<PicturedApplication> all() {
        return applications.values();
    }

    @Override
    public Optional<PicturedApplication> named(String name) {
        return Optional.ofNullable(applications.get(name));
    }

    /** All templates, sorted by name and version. */
    public List<TemplateView> templates() {
        return picture.templates().values().stream().map(this::view).toList();
    }

    /** One template. */
    public Optional<TemplateView> template(TemplateId id) {
        return Optional.ofNullable(picture.templates().get(id)).map(this::view);
    }

    /** All target definitions, sorted by identifier. */
    public List<TargetView> targets() {
        return picture.targets().values().stream().map(this::view).toList();
    }

    /** One target definition. */
    public Optional<TargetView> target(String id) {
        return Optional.ofNullable(picture.targets().get(id)).map(this::view);
    }

    private TemplateView view(StoredTemplate template) {
        return new TemplateView(
                template.id().name(),
                template.displayName(),
                template.id().version(),
                template.description(),
                Set.copyOf(template.tags()),
                template.graph(),
                template.externalExports(),
                template.uploadedAt(),
                picture.applications().values().stream()
                        .filter(application -> application.stored().template().equals(template.id()))
                        .map(application -> application.stored().name())
                        .sorted()
                        .toList(),
                picture.targets().values().stream()
                        .filter(target -> template.id().equals(target.template()))
                        .map(StoredTarget::id)
                        .toList());
    }

    private TargetView view(StoredTarget target) {
        return new TargetView(
                target.id(),
                target.handler(),
                target.properties().getOrDefault("name", ""),
                target.properties().getOrDefault("description", ""),
                picture.handlers().contains(Handlers.normal(target.handler())),
                target.properties().keySet(),
                target.scripts() == null ? List.of() : target.scripts().paths(),
                picture.applications().values().stream()
                        .flatMap(application -> users(application, target.id()))
                        .sorted()
                        .toList());
    }

    private static Stream<String> users(ApplicationPicture application, String target) {
        return application.machines().stream()
                .map(machine -> machine.facts().machine())
                .filter(machine -> machine != null && machine.target().equals(target))
                .map(machine -> machine.application() + machine.path());
    }
}

package net.roboconf.dm.internal.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.ImportedPrefix;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.BindingView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.ImportView;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.engine.ApplicationPicture;
import net.roboconf.dm.internal.engine.InstancePicture;
import net.roboconf.dm.internal.engine.MachinePicture;

/** An application as it was at the moment of a picture. */
public final class PicturedApplication implements ApplicationView {

    private final ApplicationPicture picture;
    private final Contents contents;
    private final Neighbours others;

    /**
     * Shows a picture.
     *
     * @param others the other applications as they were at that moment
     */
    public PicturedApplication(ApplicationPicture picture, Neighbours others) {
        this(new Contents(picture), others);
    }

    private PicturedApplication(Contents contents, Neighbours others) {
        this.picture = contents.picture();
        this.contents = contents;
        // What others do means nothing to an application that imports nothing of them; nor must it keep them in memory.
        this.others = picture.externalImports().isEmpty() ? Neighbours.NONE : others;
    }

    /** The same among others at another moment. */
    PicturedApplication among(Neighbours neighbours) {
        return picture.externalImports().isEmpty() ? this : new PicturedApplication(contents, neighbours);
    }

    /** The picture that is shown. */
    public ApplicationPicture picture() {
        return picture;
    }

    @Override
    public String name() {
        return picture.stored().name();
    }

    @Override
    public String description() {
        return picture.stored().description();
    }

    @Override
    public String templateName() {
        return picture.stored().template().name();
    }

    @Override
    public String templateVersion() {
        return picture.stored().template().version();
    }

    @Override
    public long createdAt() {
        return picture.stored().createdAt();
    }

    @Override
    public Map<String, String> targets() {
        return picture.stored().targets();
    }

    @Override
    public List<InstanceView> instances() {
        return index().values().stream().map(Located::view).toList();
    }

    @Override
    public int size() {
        return picture.machines().stream()
                .mapToInt(machine -> machine.instances().size())
                .sum();
    }

    @Override
    public Map<InstanceState, Integer> states() {
        Map<InstanceState, Integer> states = new EnumMap<>(InstanceState.class);
        for (MachinePicture machine : picture.machines()) {
            for (InstancePicture instance : machine.instances()) {
                states.merge(new Located(machine, instance).shown().state(), 1, Integer::sum);
            }
        }
        return states;
    }

    @Override
    public Optional<InstanceView> instance(InstancePath path) {
        return Optional.ofNullable(index().get(path)).map(Located::view);
    }

    @Override
    public List<InstanceView> children(InstancePath parent) {
        return childrenOf(parent).stream().map(Located::view).toList();
    }

    List<Located> childrenOf(InstancePath parent) {
        List<Located> children = new ArrayList<>();
        int depth = parent == null ? 1 : parent.depth() + 1;
        for (Located located : parent == null
                ? index().values()
                : index().tailMap(parent, false).values()) {
            InstancePath path = located.instance().path();
            if (parent != null && !path.value().startsWith(parent.value())) {
                break;
            }
            if (path.depth() == depth && (parent == null || path.isBelow(parent))) {
                children.add(located);
            }
        }
        return children;
    }

    @Override
    public List<ImportView> imports(InstancePath path) {
        Located located = index().get(path);
        if (located == null) {
            return List.of();
        }
        List<ImportView> imports = new ArrayList<>();
        located.instance().component().importedPrefixes().values().forEach(imported -> {
            List<ImportView.Provider> providers =
                    imported.external() ? external(imported) : exporters().providers(imported, path);
            imports.add(new ImportView(imported.prefix(), imported.optional(), imported.external(), providers));
        });
        return Collections.unmodifiableList(imports);
    }

    private List<ImportView.Provider> external(ImportedPrefix imported) {
        return providers(imported.prefix()).stream()
                .flatMap(provider -> provider.exporters().external(imported, provider.name()).stream())
                .toList();
    }

    /** The applications that an external prefix is imported from. */
    List<PicturedApplication> providers(String prefix) {
        return picture.stored().providers(prefix).stream()
                .flatMap(provider -> others.named(provider).stream())
                .toList();
    }

    /** The applications that a prefix could be imported from. */
    List<String> candidates(String prefix) {
        return others.all().stream()
                .filter(other -> other.exportsUnder(prefix))
                .map(PicturedApplication::name)
                .filter(other -> !other.equals(name()))
                .toList();
    }

    private boolean exportsUnder(String prefix) {
        ExternalExports exports = picture.template().externalExports();
        return exports != null && exports.prefix().equals(prefix);
    }

    @Override
    public List<BindingView> bindings() {
        List<BindingView> bindings = new ArrayList<>();
        picture.externalImports()
                .forEach((prefix, optional) -> bindings.add(
                        new BindingView(prefix, optional, picture.stored().providers(prefix), candidates(prefix))));
        return bindings;
    }

    @Override
    public Explanation explain(InstancePath path) {
        Located located = index().get(path);
        if (located == null) {
            throw new ManagerException(
                    ErrorCode.NOT_FOUND, "There is no instance " + path + " in application '" + name() + "'");
        }
        return new Explainer(this).explain(located);
    }

    /** All instances by path. */
    NavigableMap<InstancePath, Located> index() {
        return contents.index();
    }

    /** Who exports what. */
    Exporters exporters() {
        return contents.exporters();
    }
}

package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.internal.state.StoredApplication;

/** An application as the engine works with it. */
final class ApplicationNode {

    StoredApplication stored;
    final TemplateNode template;

    /** All instances: a parent comes before its descendants. */
    final Map<InstancePath, InstanceNode> instances = new TreeMap<>();

    /** All machines' instances by path. */
    final Map<InstancePath, Place> places = new TreeMap<>();

    /** What its agents export, by prefix. */
    final Map<String, PrefixBoard> boards = new HashMap<>();

    /** What its agents export to other applications. Who depends on that is noted there: {@link #externalDependants}. */
    final PrefixBoard external = new PrefixBoard();

    /** The instances that import an external prefix and cannot do without, by prefix. */
    final Map<String, Set<InstanceNode>> externalDependants = new HashMap<>();

    /** Ports that are taken, by root instance. */
    final Map<InstancePath, Ports> ports = new HashMap<>();

    final Waves waves = new Waves();

    /** Machines of which nothing is left, whose withdrawal an importer may have missed; oldest first. */
    final List<Departed> gone = new ArrayList<>();

    /** By external prefix, those that were replaced as providers and are imported from for a moment still. */
    final Map<String, Set<String>> replaced = new HashMap<>();

    private ApplicationPicture picture;

    ApplicationNode(StoredApplication stored, TemplateNode template) {
        this.stored = stored;
        this.template = template;
    }

    String name() {
        return stored.name();
    }

    /** The applications whose exports its agents may hold, sorted: those that it is bound to, and was just before. */
    List<String> providers(String prefix) {
        Set<String> before = replaced.get(prefix);
        if (before == null) {
            return stored.providers(prefix);
        }
        Set<String> both = new TreeSet<>(stored.providers(prefix));
        both.addAll(before);
        return List.copyOf(both);
    }

    PrefixBoard board(String prefix) {
        return boards.computeIfAbsent(prefix, p -> new PrefixBoard());
    }

    /** The ports of the network host on which an instance is placed; a new one when it is placed over none. */
    Ports portsAt(InstanceNode parent, InstancePath path) {
        if (parent == null) {
            return ports.computeIfAbsent(path, p -> new Ports());
        }
        InstanceNode root = parent.root();
        return ports.computeIfAbsent(root.path(), p -> Ports.of(root));
    }

    /** Something that people see has changed. */
    void changed() {
        picture = null;
    }

    ApplicationPicture picture(Function<Place, MachineFacts> facts) {
        if (picture == null) {
            List<MachinePicture> pictures = new ArrayList<>(places.size());
            for (Place place : places.values()) {
                pictures.add(place.picture(place.isPictured() ? null : facts.apply(place)));
            }
            picture = new ApplicationPicture(
                    stored, template.stored(), template.external(), template.externalImports(), pictures);
        }
        return picture;
    }

    @Override
    public String toString() {
        return "application " + name();
    }
}

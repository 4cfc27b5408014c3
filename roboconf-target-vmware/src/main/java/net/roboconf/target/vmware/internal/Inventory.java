package net.roboconf.target.vmware.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Nearest;

/**
 * Finds what a definition names. A name with slashes is a path; another one is looked for at the first place, and then
 * everywhere below it, where it must be the only one.
 */
final class Inventory {

    private final Vsphere vsphere;
    private final VmwareDefinition definition;

    Inventory(Vsphere vsphere, VmwareDefinition definition) {
        this.vsphere = vsphere;
        this.definition = definition;
    }

    /**
     * What is named by a property.
     *
     * @param property its name
     * @param what it names, for people
     * @param type of what it names
     * @param kinds the types that this may be in detail
     */
    private record Named(String property, String what, String type, Set<String> kinds) {

        Named(String property, String what, String type) {
            this(property, what, type, Set.of(type));
        }
    }

    private static final Named DATACENTER = new Named(VmwareDefinition.DATACENTER, "datacenter", "Datacenter");
    private static final Named TEMPLATE = new Named(VmwareDefinition.TEMPLATE, "virtual machine", "VirtualMachine");
    private static final Named CLUSTER = new Named(
            VmwareDefinition.CLUSTER,
            "cluster",
            "ComputeResource",
            Set.of("ComputeResource", "ClusterComputeResource"));
    private static final Named POOL =
            new Named(VmwareDefinition.POOL, "resource pool", "ResourcePool", Set.of("ResourcePool", "VirtualApp"));
    private static final Named HOST = new Named(VmwareDefinition.HOST, "host", "HostSystem");
    private static final Named FOLDER = new Named(VmwareDefinition.FOLDER, "folder", "Folder");
    private static final Named DATASTORE = new Named(VmwareDefinition.DATASTORE, "datastore", "Datastore");

    /** All that a machine is made of and put into. */
    Places places() throws Refusal, TargetException, InterruptedException {
        Thing datacenter = parts(needed(DATACENTER, vsphere.rootFolder(), definition.datacenter()));
        Reference template = needed(TEMPLATE, datacenter, "vmFolder", definition.template());
        Reference cluster = needed(CLUSTER, datacenter, "hostFolder", definition.cluster());
        Reference root = vsphere.properties(cluster, "resourcePool")
                .reference("resourcePool")
                .orElseThrow(() -> TargetException.refused("vSphere does not show the resource pool of the cluster '"
                        + definition.cluster() + "' to the user of " + VmwareDefinition.USER + "."));
        return new Places(
                template,
                definition.pool().isPresent()
                        ? needed(POOL, root, definition.pool().get())
                        : root,
                definition.host().isPresent()
                        ? Optional.of(needed(HOST, cluster, definition.host().get()))
                        : Optional.empty(),
                definition.folder().isPresent()
                        ? needed(
                                FOLDER,
                                datacenter,
                                "vmFolder",
                                definition.folder().get())
                        : folder(datacenter, "vmFolder"),
                definition.datastore().isPresent()
                        ? Optional.of(needed(
                                DATASTORE,
                                datacenter,
                                "datastoreFolder",
                                definition.datastore().get()))
                        : Optional.empty());
    }

    /** The template, if it is there. */
    Optional<Reference> template() throws Refusal, TargetException, InterruptedException {
        Optional<Thing> datacenter = datacenter();
        return datacenter.isEmpty()
                ? Optional.empty()
                : find(TEMPLATE, folder(datacenter.get(), "vmFolder"), definition.template());
    }

    /** The folder of the machines, if it is there. */
    Optional<Reference> folder() throws Refusal, TargetException, InterruptedException {
        Optional<Thing> datacenter = datacenter();
        if (datacenter.isEmpty()) {
            return Optional.empty();
        }
        Reference root = folder(datacenter.get(), "vmFolder");
        return definition.folder().isEmpty()
                ? Optional.of(root)
                : find(FOLDER, root, definition.folder().get());
    }

    private Optional<Thing> datacenter() throws Refusal, TargetException, InterruptedException {
        Optional<Reference> found = find(DATACENTER, vsphere.rootFolder(), definition.datacenter());
        return found.isEmpty() ? Optional.empty() : Optional.of(parts(found.get()));
    }

    private Thing parts(Reference datacenter) throws Refusal, TargetException, InterruptedException {
        return vsphere.properties(datacenter, "vmFolder", "hostFolder", "datastoreFolder");
    }

    private static Reference folder(Thing datacenter, String name) throws TargetException {
        return datacenter
                .reference(name)
                .orElseThrow(() -> TargetException.refused("vSphere does not show the " + name
                        + " of the datacenter to the user of " + VmwareDefinition.USER + "."));
    }

    private Reference needed(Named named, Thing datacenter, String folder, String written)
            throws Refusal, TargetException, InterruptedException {
        return needed(named, folder(datacenter, folder), written);
    }

    private Reference needed(Named named, Reference below, String written)
            throws Refusal, TargetException, InterruptedException {
        Optional<Reference> found = find(named, below, written);
        if (found.isPresent()) {
            return found.get();
        }
        throw missing(named, written, names(named, below));
    }

    private Optional<Reference> find(Named named, Reference below, String written)
            throws Refusal, TargetException, InterruptedException {
        Optional<Reference> here = Optional.of(below);
        for (String name : segments(written)) {
            here = here.isEmpty() ? here : vsphere.child(here.get(), name);
        }
        Optional<Reference> found = here.filter(one -> named.kinds().contains(one.type()));
        if (found.isPresent() || written.contains("/")) {
            return found;
        }
        List<Reference> everywhere = vsphere.all(below, named.type(), "name").stream()
                .filter(thing -> thing.text("name").equals(written))
                .map(Thing::reference)
                .toList();
        if (everywhere.size() > 1) {
            throw TargetException.refused(
                    "The property '" + named.property() + "' of the target is not clear: there are " + everywhere.size()
                            + " of the name '" + written + "'. Write the path, with slashes.");
        }
        return everywhere.stream().findFirst();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/")).filter(one -> !one.isEmpty()).toList();
    }

    private List<String> names(Named named, Reference below) throws Refusal, TargetException, InterruptedException {
        return vsphere.all(below, named.type(), "name").stream()
                .map(thing -> thing.text("name"))
                .toList();
    }

    private static TargetException missing(Named named, String written, List<String> existing) {
        String last = written.substring(written.lastIndexOf('/') + 1);
        return TargetException.refused("The property '" + named.property() + "' of the target is wrong. "
                + Nearest.missing(named.what(), last, existing).replace("'" + last + "'", "'" + written + "'"));
    }

    /**
     * What a machine is made of and put into.
     *
     * @param template that is cloned
     * @param pool that it takes its share from
     * @param host that it runs on at first
     * @param folder that has its name
     * @param datastore that has its disks
     */
    record Places(
            Reference template,
            Reference pool,
            Optional<Reference> host,
            Reference folder,
            Optional<Reference> datastore) {}
}

package org.example.roboconf.folder.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/**
 * The target {@code folder}: a machine is a folder with the settings of its agent. Somebody else gives each folder a
 * machine: whoever mounts it into a container, or copies it to a host.
 */
@Component(name = "example-target-folder", publicFactory = false)
@Instantiate
@Provides(specifications = Target.class)
public final class FolderTarget implements Target {

    private static final String FOLDER = "folder";

    @Override
    public String handler() {
        return "folder";
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        folder(properties);
    }

    @Override
    public String create(MachineRequest request) throws TargetException {
        MachineFolder machine = new MachineFolder(
                folder(request.properties()).resolve(request.key().value()));
        try {
            machine.make(request.agent().toText());
            return machine.path().toString();
        } catch (IOException e) {
            throw new TargetException(
                    "The folder " + machine.path() + " cannot be made: " + e + ". Is the disk full, and may the"
                            + " Deployment Manager write there?",
                    machine.exists(),
                    e);
        }
    }

    @Override
    public Optional<String> find(MachineRequest request) throws TargetException {
        Path path = folder(request.properties()).resolve(request.key().value());
        return new MachineFolder(path).exists() ? Optional.of(path.toString()) : Optional.empty();
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException {
        return machine(key, machineId).status();
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId) throws TargetException {
        MachineFolder machine = machine(key, machineId);
        try {
            machine.delete();
        } catch (IOException e) {
            throw new TargetException("The folder " + machine.path() + " cannot be deleted: " + e, true, e);
        }
    }

    /** By its identifier, not by the properties: a definition may name another folder since the machine was made. */
    private static MachineFolder machine(MachineKey key, String machineId) throws TargetException {
        Path path = Path.of(machineId);
        if (!path.isAbsolute() || !path.endsWith(key.value())) {
            throw new TargetException(
                    "'" + machineId + "' is no machine of this target with the key " + key, false, null);
        }
        return new MachineFolder(path);
    }

    private static Path folder(Map<String, String> properties) throws TargetException {
        String text = properties.getOrDefault(FOLDER, "").strip();
        if (text.isEmpty()) {
            throw wrong("is missing; write where the folders of machines shall be");
        }
        Path folder = Path.of(text);
        if (!folder.isAbsolute()) {
            throw wrong("is '" + text + "'; write the whole path, from / on");
        }
        if (!folder.toFile().isDirectory()) {
            throw wrong("is '" + text + "', which is no folder; make it first");
        }
        return folder;
    }

    private static TargetException wrong(String what) {
        return new TargetException("The property '" + FOLDER + "' of the target " + what + ".", false, null);
    }
}

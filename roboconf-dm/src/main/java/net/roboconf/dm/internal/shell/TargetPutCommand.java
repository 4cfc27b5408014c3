package net.roboconf.dm.internal.shell;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.TargetJson;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** Adds or replaces a target definition. */
@Service
@Command(scope = "roboconf", name = "target-put", description = "Adds a target definition, or replaces it as a whole")
public class TargetPutCommand extends RoboconfAction {

    @Argument(index = 0, name = "target", description = "The identifier of the target definition", required = true)
    @Completion(TargetCompleter.class)
    String target;

    @Argument(
            index = 1,
            name = "properties",
            description = "NAME=VALUE, at least handler=…; what is secret belongs in a file (--file)",
            multiValued = true)
    List<String> properties = List.of();

    @Option(name = "--file", description = "A properties file with more of them, on the host of the Deployment Manager")
    @Completion(FileCompleter.class)
    String file;

    @Override
    void run(Output out) {
        Map<String, String> all = new LinkedHashMap<>();
        if (file != null) {
            all.putAll(read());
        }
        all.putAll(InstanceAddCommand.pairs("property", properties));
        if (!all.containsKey("handler")) {
            throw new ManagerException(
                    ErrorCode.INVALID, "The property 'handler' is missing; for example handler=local.");
        }
        TargetView put = Stored.await(manager.putTarget(target, all));
        if (json) {
            out.json(TargetJson.of(put));
        } else {
            out.line("Target " + put.id() + " is there with " + String.join(", ", new TreeSet<>(put.properties()))
                    + ".");
        }
    }

    private Map<String, String> read() {
        Path here = session.currentDir() == null ? Path.of("") : session.currentDir();
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(here.resolve(file))) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The file " + here.resolve(file) + " cannot be read as properties: " + e,
                    List.of(),
                    e);
        }
        Map<String, String> found = new LinkedHashMap<>();
        read.stringPropertyNames().stream().sorted().forEach(name -> found.put(name, read.getProperty(name)));
        return found;
    }
}

package net.roboconf.dm.internal.shell;

import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Stored;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What the steps of an instance wrote. */
@Service
@Command(
        scope = "roboconf",
        name = "log",
        description = "Shows the end of the log of an instance's steps, read on its machine")
public class LogCommand extends ApplicationAction {

    private static final int AT_MOST = 256 * 1024;

    @Argument(index = 1, name = "path", description = "The path of the instance: /vm-1/tomcat", required = true)
    @Completion(InstanceCompleter.class)
    String path;

    @Option(name = "--bytes", aliases = "-c", description = "How much at most, up to 262144")
    int bytes = 16 * 1024;

    @Override
    void run(Output out) {
        if (bytes < 1 || bytes > AT_MOST) {
            throw new ManagerException(ErrorCode.INVALID, "--bytes is " + bytes + "; it is from 1 to " + AT_MOST + ".");
        }
        InstancePath at = path(path);
        lookup().instance(lookup().application(application), at);
        String text = Stored.await(manager.log(application, at, bytes));
        if (json) {
            out.json(text);
        } else {
            out.foreign(text);
        }
    }
}

package net.roboconf.dm.internal.shell;

import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command about an application, which is its first argument. */
public abstract class ApplicationAction extends RoboconfAction {

    @Argument(index = 0, name = "application", description = "The name of an application", required = true)
    @Completion(ApplicationCompleter.class)
    String application;

    /** A path as it was given; null when it was not. */
    static InstancePath path(String text) {
        try {
            return text == null ? null : new InstancePath(text);
        } catch (IllegalArgumentException e) {
            throw new ManagerException(ErrorCode.INVALID, e.getMessage() + ", in quotes when it has spaces.");
        }
    }
}

package net.roboconf.dm.internal.engine;

import java.util.List;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/** What a person can ask for. {@link net.roboconf.dm.Manager} says what each means. */
public sealed interface Command {

    /** Takes a template whose recipes are in the blob store, with its target definitions. */
    record AddTemplate(StoredTemplate template, List<StoredTarget> targets) implements Command {}

    /** Deletes a template. */
    record DeleteTemplate(TemplateId id) implements Command {}

    /** Makes an application. */
    record CreateApplication(String name, TemplateId template, String description) implements Command {}

    /** Deletes an application. */
    record DeleteApplication(String name) implements Command {}

    /** Adds an instance. */
    record AddInstance(String application, NewInstance instance) implements Command {}

    /** Removes an instance and all below it. */
    record RemoveInstance(String application, InstancePath path, boolean undeploy) implements Command {}

    /** Asks for a state of one instance. */
    record ChangeState(String application, InstancePath path, InstanceState expected) implements Command {}

    /** Asks for a state of an instance, or of all when the path is null, and of all below. */
    record ChangeAll(String application, InstancePath path, Bulk bulk) implements Command {}

    /** Tries again what failed. */
    record Retry(String application, InstancePath path) implements Command {}

    /** Undeploys, then brings back. */
    record Redeploy(String application, InstancePath path) implements Command {}

    /** Destroys a machine whose agent is lost. */
    record ForceUndeploy(String application, InstancePath path) implements Command {}

    /** Adds a target definition, or replaces it; files that came with it before stay. */
    record PutTarget(StoredTarget target) implements Command {}

    /** Adds or replaces target definitions with the files that come with them, all or none. */
    record PutTargets(List<StoredTarget> targets) implements Command {}

    /** Deletes a target definition. */
    record DeleteTarget(String id) implements Command {}

    /** Says which target makes machines; none for null. */
    record AssociateTarget(String application, String scope, String target) implements Command {}

    /** Has an application import an external prefix from one more application. */
    record Bind(String application, String prefix, String provider) implements Command {}

    /** Has an application import an external prefix from these applications and no others. */
    record Rebind(String application, String prefix, Set<String> providers) implements Command {}

    /** Has an application not import an external prefix from another application any more; from none for null. */
    record Unbind(String application, String prefix, String provider) implements Command {}

    /** Lets orders flow again. */
    record ResumeOrders() implements Command {}

    /** Changes nothing: whoever is answered finds in the picture all that was begun before. */
    record CatchUp() implements Command {}

    /** What can be asked of many instances at once. */
    enum Bulk {
        /** Deploy and start. */
        DEPLOY_AND_START,
        /** Start what is deployed. */
        START,
        /** Stop what is started. */
        STOP,
        /** Undeploy, importers first. */
        UNDEPLOY
    }
}

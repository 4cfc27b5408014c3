package net.roboconf.dm;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.target.MachineFacts;

/**
 * The Deployment Manager, for REST, the shell and tests. Offered as an OSGi service. Safe for use by many threads.
 *
 * <p>Reads return at once, from an immutable picture that holds everything that was stored so far.
 *
 * <p>Changes return a stage that completes when the change is <em>stored</em> and visible to reads; what follows from it
 * (machines made, steps run) goes on afterwards and is seen in views and events. A stage fails with
 * {@link ManagerException}, and then nothing was changed. Stages complete on a thread of the Deployment Manager: do no
 * long work in what depends on them without handing it on.
 */
public interface Manager {

    /** How the Deployment Manager itself is. */
    ManagerStatus status();

    /**
     * Whom this Deployment Manager stands by for; empty when it is active, or about to be. What a stand-by reads is not what
     * is; what it is asked to change it refuses.
     */
    default Optional<StandBy> standBy() {
        return Optional.empty();
    }

    /** All templates, sorted by name and version. */
    List<TemplateView> templates();

    /** All applications, sorted by name. */
    List<ApplicationView> applications();

    /** One application. */
    Optional<ApplicationView> application(String name);

    /** All target definitions, sorted by identifier. */
    List<TargetView> targets();

    /**
     * The newest events with an id greater than this, oldest first.
     *
     * @param after 0 for all that are kept
     * @param limit how many at most; at least 1
     */
    List<ManagerEvent> events(long after, int limit);

    /**
     * Tells a listener of all events with an id greater than this, those that are kept first, then new ones.
     *
     * @param after {@link Long#MAX_VALUE} for new ones only
     */
    EventSubscription subscribe(long after, EventListener listener);

    /**
     * The newest messages that could not be understood, or not be dealt with, oldest first. A bounded number is kept, in
     * memory: they do not outlive the process, unlike the event that tells of them.
     */
    List<RejectedMessages.Kept> rejected();

    /**
     * Takes a template from a ZIP file: the folders {@code descriptor}, {@code graph} with its recipes, {@code instances}.
     * The file is read before the stage completes and not needed afterwards. Fails with {@code INVALID} and a list of
     * problems, {@code TOO_LARGE}, or {@code CONFLICT} when the same name and version exist with other content.
     */
    CompletionStage<UploadedTemplate> uploadTemplate(Path zip);

    /** The same from a stream, which is read to its end on the calling thread and not closed. */
    CompletionStage<UploadedTemplate> uploadTemplate(InputStream zip);

    /** Deletes a template of which no application is made any more ({@code CONFLICT} otherwise). */
    CompletionStage<Void> deleteTemplate(String name, String version);

    /** Makes an application with the first instances of its template, all of them not deployed. */
    CompletionStage<ApplicationView> createApplication(
            String name, String templateName, String templateVersion, String description);

    /**
     * Deletes an application without any machine, to which no other is bound ({@code CONFLICT} otherwise: undeploy it, and
     * unbind the others, first).
     */
    CompletionStage<Void> deleteApplication(String name);

    /** Adds an instance, not deployed. Ports that the graph wants chosen are chosen now. */
    CompletionStage<InstanceView> addInstance(String application, NewInstance instance);

    /**
     * Removes an instance and all below it.
     *
     * @param undeploy what to do when something of it is deployed: true to undeploy it and to remove it when that is
     *     over, false to refuse with {@code REFUSED_STATE}
     */
    CompletionStage<Void> removeInstance(String application, InstancePath path, boolean undeploy);

    /**
     * Asks for a state. Deploying and starting concern this instance alone; stopping and undeploying concern all below it
     * too. Stopping a machine stops what is on it: a machine itself is started or does not exist. An instance whose parent
     * is not started waits for it. Fails with {@code REFUSED_STATE} when the state cannot be asked for.
     */
    CompletionStage<Void> changeState(String application, InstancePath path, InstanceState expected);

    /**
     * Deploys and starts an instance and all below it.
     *
     * @param path null for the whole application
     */
    CompletionStage<Void> deployAndStartAll(String application, InstancePath path);

    /**
     * Starts what is deployed: an instance and all below it that is not {@code NOT_DEPLOYED}.
     *
     * @param path null for the whole application
     */
    CompletionStage<Void> startAll(String application, InstancePath path);

    /**
     * Stops an instance and all below it. Machines stay.
     *
     * @param path null for the whole application
     */
    CompletionStage<Void> stopAll(String application, InstancePath path);

    /**
     * Undeploys an instance and all below it, importers before what they import; destroys machines when nothing is
     * deployed on them any more.
     *
     * @param path null for the whole application
     */
    CompletionStage<Void> undeployAll(String application, InstancePath path);

    /** Tries again what failed: an instance in {@code PROBLEM}, or a machine that could not be made. */
    CompletionStage<Void> retry(String application, InstancePath path);

    /** Undeploys an instance and all below it, then brings each back to the state that is expected of it now. */
    CompletionStage<Void> redeploy(String application, InstancePath path);

    /**
     * Destroys a machine whose agent is lost without waiting for what is on it; everything on it counts as not deployed
     * afterwards. Fails with {@code REFUSED_STATE} while its agent is connected.
     */
    CompletionStage<Void> forceUndeploy(String application, InstancePath machine);

    /**
     * Ends the step that runs on an instance. Fails with {@code REFUSED_STATE} when it has no machine, with {@code
     * NO_ANSWER} after ten seconds.
     */
    CompletionStage<Void> cancelStep(String application, InstancePath path);

    /**
     * The end of the log of an instance's steps, read on its machine. Fails with {@code REFUSED_STATE} when it has none,
     * with {@code NO_ANSWER} after ten seconds.
     *
     * @param maxBytes 1 to 262144
     */
    CompletionStage<String> log(String application, InstancePath path, int maxBytes);

    /**
     * Adds or replaces a target definition. Files that came with it in an archive stay.
     *
     * @param id unique; letters, digits, {@code . _ -}
     * @param properties at least {@code handler}; {@code name} and {@code description} are shown to people
     */
    CompletionStage<TargetView> putTarget(String id, Map<String, String> properties);

    /**
     * Adds or replaces target definitions from a ZIP file, all or none: at its top {@code NAME.properties} each, with the
     * property {@code id}, and beside it the folder {@code NAME} with scripts and other files, if any. The file is read
     * before the stage completes and not needed afterwards. Fails with {@code INVALID} and a list of problems, or with {@code
     * TOO_LARGE}.
     */
    CompletionStage<List<TargetView>> uploadTargets(Path zip);

    /**
     * Asks the provider whether machines can be made by a target definition; makes and changes nothing. Fails with {@code
     * NOT_FOUND}, or with {@code REFUSED_STATE} when no target of that kind is installed.
     */
    CompletionStage<TargetCheck> checkTarget(String id);

    /**
     * What the provider says about a machine now. Fails with {@code REFUSED_STATE} when there is no machine, or no target of
     * its kind is installed, with {@code NO_ANSWER} when the provider cannot say it.
     */
    CompletionStage<MachineFacts> machineFacts(String application, InstancePath machine);

    /**
     * What exists at the providers, was made for this Deployment Manager (all that share its store), and belongs to no machine
     * that it knows: after a crash, or when a store was lost. Of a store that was restored from a backup, the machines that
     * were made after it are among them.
     *
     * @param target the identifier of the one target definition that is looked at; null for all
     */
    CompletionStage<LeakReport> leaks(String target);

    /**
     * Deletes what {@link #leaks} finds; what takes longer than half a minute is left for another time. Fails with {@code
     * REFUSED_STATE} while orders are held back: then this store does not know all machines.
     *
     * @param target as there
     */
    CompletionStage<LeakReport> deleteLeaks(String target);

    /** Deletes a target definition that no machine was made by ({@code CONFLICT} otherwise). */
    CompletionStage<Void> deleteTarget(String id);

    /**
     * Says which target makes machines of an application. A machine takes the target of its path, else that of its
     * component, else that of the application.
     *
     * @param scope the path of a machine's instance, {@code @Component}, or the empty text for all others
     * @param target the identifier of a target definition; null takes the association away
     */
    CompletionStage<Void> associateTarget(String application, String scope, String target);

    /**
     * Has an application import an external prefix from one more application. Fails with {@code NOT_FOUND} when nothing in
     * the application imports the prefix, or the provider does not exist; with {@code CONFLICT} when the provider exports
     * under another prefix.
     */
    CompletionStage<Void> bind(String application, String prefix, String provider);

    /**
     * Has an application import an external prefix from these applications and no others. Fails as {@link #bind} does.
     *
     * @param providers may be empty
     */
    CompletionStage<Void> rebind(String application, String prefix, Set<String> providers);

    /**
     * Has an application not import an external prefix from another application any more; what it imports from others
     * stays. Fails with {@code NOT_FOUND} when it is not bound to it.
     *
     * @param provider null for all
     */
    CompletionStage<Void> unbind(String application, String prefix, String provider);

    /**
     * Lets orders flow again after the store was found to be older than what agents have accepted (it was restored from a
     * backup): what this store says becomes what is wanted.
     */
    CompletionStage<Void> resumeOrders();
}

package net.roboconf.core.plugin;

import java.util.Set;
import net.roboconf.core.lifecycle.Step;

/**
 * Runs recipes of one kind on the machine of an agent. Offered as an OSGi service; it may come, go and be replaced by a
 * newer version at any time.
 *
 * <p><b>Calls.</b> The agent calls a step on a thread of its own, one call at a time per instance and several at the
 * same time for different instances: a plug-in keeps no state between calls but what is in the instance's work folder.
 * A call may block for as long as {@link StepContext#timeLimit()}; past it, or when a person cancels, the thread is
 * interrupted, and the plug-in ends whatever it started and throws {@link InterruptedException}.
 *
 * <p><b>Idempotence.</b> After a crash of the agent a step may run again, from its beginning, on what the first run left
 * behind. {@link #abandon} is called before.
 *
 * <p><b>Failure.</b> A step returns, or throws {@link StepFailure} with a reason of the closed list. Any other exception
 * is shown as {@code STEP_FAILED} with its text.
 */
public interface Plugin {

    /** The installers that it serves, as written in graphs; compared without case. Never empty, never changes. */
    Set<String> installers();

    /**
     * Whether it has any use for a file of a recipe. What it does not read is neither fetched nor put on disk. Called on a
     * step thread; must be quick, and always say the same of the same name.
     *
     * @param file relative to the recipe's folder, with {@code /} between segments
     */
    default boolean reads(String file) {
        return true;
    }

    /**
     * Which of {@link Step#CHECK} and {@link Step#RECONFIGURE} this recipe has. Called after its files are on disk and
     * when the agent starts, on a step thread; must be quick.
     */
    default Set<Step> optionalSteps(Recipe recipe) {
        return Set.of();
    }

    /** Called before each {@link #deploy}, after the recipe's files are on disk: make files executable, fetch modules. */
    default void prepare(StepContext context) throws StepFailure, InterruptedException {}

    /** Brings the software onto the machine. */
    void deploy(StepContext context) throws StepFailure, InterruptedException;

    /** Starts the software. Every mandatory import is there. The software must outlive the agent. */
    void start(StepContext context) throws StepFailure, InterruptedException;

    /**
     * One import changed since the last {@link #start} or update; the context has the present imports, this change
     * included. Not called for recipes that have {@link Step#RECONFIGURE}.
     */
    default void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {}

    /**
     * Some imports changed; the context has the present ones. When it returns, nothing of what is missing from them is
     * used any more: exporters that are about to stop wait for this.
     */
    default void reconfigure(StepContext context) throws StepFailure, InterruptedException {}

    /** Stops the software; importers have let go of it. A failure is reported and blocks nobody. */
    void stop(StepContext context) throws StepFailure, InterruptedException;

    /** Takes the software off the machine. The work folder is deleted afterwards by the agent. */
    void undeploy(StepContext context) throws StepFailure, InterruptedException;

    /**
     * Whether the software runs. Called on a schedule while the instance is started and no other step runs.
     *
     * @throws StepFailure when it does not run; the message says what was seen. With the reason {@code CHECK_FAILED} when it
     *     may run all the same, and hang: then {@link #stop} is called before the next {@link #start}
     */
    default void check(StepContext context) throws StepFailure, InterruptedException {}

    /**
     * Ends what is left of a step that an agent's crash cut off, with everything that this step started. Called at the
     * start of the agent, before the step is repeated; must not throw when nothing is left.
     *
     * @param step the step that was running
     */
    default void abandon(StepContext context, Step step) throws StepFailure, InterruptedException {}
}

package net.roboconf.agent.internal.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/** A plug-in that does what a test says, and remembers what it was asked. */
public final class FakePlugin implements Plugin {

    /** What a step does. */
    public interface Act {

        /** Does it. */
        void run(StepContext context) throws StepFailure, InterruptedException;
    }

    private final Supplier<Set<String>> installers;
    private final Map<String, Act> acts = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Supplier<Set<Step>> optional = Set::of;
    private volatile String read = "";
    private volatile Consumer<Set<String>> files = names -> {};

    /** Serves these; every step succeeds. */
    public FakePlugin(String... installers) {
        this(() -> Set.of(installers));
    }

    /** Says like this what it serves; every step succeeds. */
    public FakePlugin(Supplier<Set<String>> installers) {
        this.installers = installers;
    }

    /** Says what a step, {@code prepare} or {@code abandon} does. */
    public FakePlugin on(String step, Act act) {
        acts.put(step, act);
        return this;
    }

    /** Says which optional steps every recipe has. */
    public FakePlugin withOptionalSteps(Step... steps) {
        return withOptionalSteps(() -> Set.of(steps));
    }

    /** Says like this which optional steps every recipe has. */
    public FakePlugin withOptionalSteps(Supplier<Set<Step>> steps) {
        optional = steps;
        return this;
    }

    /** Has this told which files there are in each recipe. */
    public FakePlugin seeing(Consumer<Set<String>> listener) {
        files = listener;
        return this;
    }

    /** Says that it only reads files whose names start with this. */
    public FakePlugin readingOnly(String prefix) {
        read = prefix;
        return this;
    }

    /** What was called, oldest first, like {@code start /vm/a}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private void call(String step, StepContext context) throws StepFailure, InterruptedException {
        calls.add(step + " " + context.path());
        Act act = acts.get(step);
        if (act != null) {
            act.run(context);
        }
    }

    @Override
    public Set<String> installers() {
        return installers.get();
    }

    @Override
    public boolean reads(String file) {
        return file.startsWith(read);
    }

    @Override
    public Set<Step> optionalSteps(Recipe recipe) {
        files.accept(recipe.files());
        return optional.get();
    }

    @Override
    public void prepare(StepContext context) throws StepFailure, InterruptedException {
        call("prepare", context);
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        call("deploy", context);
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        call("start", context);
    }

    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        call("update", context);
    }

    @Override
    public void reconfigure(StepContext context) throws StepFailure, InterruptedException {
        call("reconfigure", context);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        call("stop", context);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        call("undeploy", context);
    }

    @Override
    public void check(StepContext context) throws StepFailure, InterruptedException {
        call("check", context);
    }

    @Override
    public void abandon(StepContext context, Step step) throws StepFailure, InterruptedException {
        call("abandon", context);
    }
}

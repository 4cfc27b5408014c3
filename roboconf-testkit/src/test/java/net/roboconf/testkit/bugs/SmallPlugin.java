package net.roboconf.testkit.bugs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/** The smallest plug-in that keeps the contract: its software is a file in the work folder. Bugs are planted into it. */
class SmallPlugin implements Plugin {

    @Override
    public Set<String> installers() {
        return Set.of("small");
    }

    @Override
    public void deploy(StepContext context) throws StepFailure {
        write(context, "deployed");
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        if (Files.exists(context.recipe().resolve("fail"))) {
            throw new StepFailure(Reason.STEP_FAILED, null, "The recipe says so", null);
        }
        if (Files.exists(context.recipe().resolve("block"))) {
            context.log().line("blocks");
            new CountDownLatch(1).await();
        }
        write(context, "running");
    }

    @Override
    public void stop(StepContext context) throws StepFailure {
        delete(context, "running");
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure {
        delete(context, "deployed");
    }

    static void write(StepContext context, String name) throws StepFailure {
        try {
            Files.writeString(context.work().resolve(name), name);
        } catch (IOException e) {
            throw new StepFailure(Reason.STEP_FAILED, null, "Not written: " + e, e);
        }
    }

    static void delete(StepContext context, String name) throws StepFailure {
        delete(context.work().resolve(name));
    }

    static void delete(Path file) throws StepFailure {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StepFailure(Reason.STEP_FAILED, null, "Not deleted: " + e, e);
        }
    }
}

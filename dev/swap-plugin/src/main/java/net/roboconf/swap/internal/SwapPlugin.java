package net.roboconf.swap.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/**
 * The plug-in for the installer {@code swap}. Each step takes {@code data.millis} milliseconds, and then adds a line to the
 * file that {@code data.record} names: step, path, and the version of the bundle that ran it.
 *
 * <p>A step that {@code data.odd} names does something else: {@code STEP:throws}, {@code STEP:hangs} (whatever is done to
 * its thread, until the file is there that {@code data.release} names), {@code STEP:links} (as a plug-in does that was made
 * for another version of the contract), {@code STEP:allocates} (until that file is there).
 */
final class SwapPlugin implements Plugin {

    private static final long LOOK_MILLIS = 10;
    private static final int PIECE = 1 << 20;

    private final String version;
    private final Runnable asked;

    /** @param asked run whenever it is asked for its installers */
    SwapPlugin(String version, Runnable asked) {
        this.version = version;
        this.asked = asked;
    }

    @Override
    public Set<String> installers() {
        asked.run();
        return Set.of("swap");
    }

    @Override
    public boolean reads(String file) {
        return false;
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        step("deploy", context);
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        step("start", context);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        step("stop", context);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        step("undeploy", context);
    }

    private void step(String name, StepContext context) throws StepFailure, InterruptedException {
        String odd = context.data().getOrDefault("odd", "");
        if (odd.equals(name + ":throws")) {
            throw new IllegalStateException("thrown by " + name);
        } else if (odd.equals(name + ":links")) {
            throw new NoSuchMethodError("'void StepContext.gone()'");
        } else if (odd.equals(name + ":hangs")) {
            hang(Path.of(context.data().get("release")));
        } else if (odd.equals(name + ":allocates")) {
            allocate(Path.of(context.data().get("release")));
        }
        String begun = context.data().get("begun");
        try {
            if (begun != null) {
                Files.writeString(Path.of(begun), name);
            }
            Thread.sleep(Long.parseLong(context.data().getOrDefault("millis", "0")));
            new Record(Path.of(context.data().get("record"))).add(name + " " + context.path() + " " + version);
        } catch (IOException e) {
            throw new StepFailure(Reason.STEP_FAILED, null, "The record cannot be written: " + e, e);
        }
    }

    private static void allocate(Path release) {
        List<byte[]> kept = new ArrayList<>();
        while (!Files.exists(release)) {
            kept.add(new byte[PIECE]);
        }
    }

    private static void hang(Path release) {
        while (!Files.exists(release)) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
    }

    /** A class that a step uses only at its end: it must still be there when the bundle was replaced meanwhile. */
    private record Record(Path file) {

        void add(String line) throws IOException {
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}

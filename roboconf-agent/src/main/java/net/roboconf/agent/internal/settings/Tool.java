package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.roboconf.core.plugin.MachineEnvironment;

/** Runs a small program of the system, for a few seconds at most. */
final class Tool {

    private static final int LONGEST_OUTPUT = 2 << 20;

    private final Duration limit;
    private final ScheduledExecutorService timer;

    Tool(Duration limit, ScheduledExecutorService timer) {
        this.limit = limit;
        this.timer = timer;
    }

    /** How a program ended, and what it printed. */
    record Ended(int code, byte[] output) {

        String text() {
            return new String(output, StandardCharsets.UTF_8).strip();
        }
    }

    /**
     * Runs it.
     *
     * @param withErrors whether what it prints to its standard error counts as output, too
     * @throws IOException when it cannot be started, does not end, or prints too much
     */
    Ended run(boolean withErrors, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(withErrors);
        if (!withErrors) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment()
                .keySet()
                .removeIf(MachineEnvironment.ofThisProcess().negate());
        Process process = builder.start();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = timer.schedule(
                () -> {
                    late.set(true);
                    process.destroyForcibly();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] output = out.readNBytes(LONGEST_OUTPUT + 1);
            if (output.length > LONGEST_OUTPUT) {
                throw new IOException(command.get(0) + " prints more than any user-data has");
            }
            int code = process.waitFor();
            if (late.get()) {
                throw new IOException(command.get(0) + " did not end within " + limit.toSeconds() + " s");
            }
            return new Ended(code, output);
        } finally {
            end.cancel(false);
            process.destroyForcibly();
        }
    }
}

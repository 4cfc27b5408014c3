package net.roboconf.dm.internal.host;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.roboconf.dm.ManagerException;

/** Waits for a condition, but not for ever. */
final class Until {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private Until() {}

    static void isTrue(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within 30 s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static ManagerException refused(CompletionStage<?> stage) {
        try {
            Object value = done(stage);
            throw new AssertionError("It was not refused: " + value);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ManagerException refusal) {
                return refusal;
            }
            throw e;
        }
    }
}

package net.roboconf.dm.internal.front;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;

/** Waits until a change is stored: what is answered with success is true, and the next request sees it. */
public final class Stored {

    /** Longer than a store may take with a busy disk; the person waits at the other end. */
    private static final long LIMIT_SECONDS = 60;

    private Stored() {}

    /**
     * The result of a change.
     *
     * @throws ManagerException when it was refused, or its end is not known in time
     */
    public static <T> T await(CompletionStage<T> change) {
        try {
            return change.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ManagerException refused ? refused : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new ManagerException(
                    ErrorCode.NO_ANSWER,
                    "The change was not stored within " + LIMIT_SECONDS
                            + " s. Whether it happened is not known: look.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ManagerException(
                    ErrorCode.UNAVAILABLE,
                    "The Deployment Manager is stopping. Whether the change happened is not known.");
        }
    }
}

package net.roboconf.plugin.file.internal;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, handed from the threads of the HTTP client to the thread of the step, which waits for each piece
 * no longer than it wants to. So no other thread than that of the step ever writes a file.
 *
 * <p>A piece is asked for when the one before was taken: the queue holds one piece and the end at most.
 */
final class ArrivingBody implements BodySubscriber<ArrivingBody>, AutoCloseable {

    /** What arrives. */
    sealed interface Arrival {

        /** Some bytes; never comes after one of the others. */
        record Piece(List<ByteBuffer> bytes) implements Arrival {}

        /** All is there. */
        record End() implements Arrival {}

        /** Nothing more will come. */
        record Break(Throwable cause) implements Arrival {}
    }

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    // Guarded by this.
    private Subscription subscription;
    private boolean closed;

    @Override
    public CompletionStage<ArrivingBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription begun) {
        boolean wanted;
        synchronized (this) {
            wanted = !closed && subscription == null;
            if (wanted) {
                subscription = begun;
            }
        }
        if (wanted) {
            begun.request(1);
        } else {
            begun.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        arrivals.add(new Arrival.Piece(bytes));
    }

    @Override
    public void onError(Throwable cause) {
        arrivals.add(new Arrival.Break(cause));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival.End());
    }

    /** What arrives next; empty when nothing did in that time. */
    Optional<Arrival> next(Duration patience) throws InterruptedException {
        Arrival arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (arrival instanceof Arrival.Piece) {
            begun().request(1);
        }
        return Optional.ofNullable(arrival);
    }

    /** Wants nothing more. */
    @Override
    public void close() {
        Subscription begun;
        synchronized (this) {
            closed = true;
            begun = subscription;
        }
        if (begun != null) {
            begun.cancel();
        }
    }

    private synchronized Subscription begun() {
        return subscription;
    }
}

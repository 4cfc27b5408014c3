package org.example.roboconf.socket.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.example.roboconf.socket.internal.Frame.Kind;

/**
 * A connection: frames are handed over at once and written by a thread of its own; they are read by the thread of whoever
 * reads. When nobody at the other end says anything for {@value #SILENCE_SECONDS} s, it is lost.
 */
final class Line implements AutoCloseable {

    private static final int PING_SECONDS = 5;
    private static final int SILENCE_SECONDS = 15;

    /** What may wait to be written. Whoever cannot keep up loses the line, not everybody the memory. */
    private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

    private static final Frame PING = Frame.of(Kind.PING);
    private static final Frame END = Frame.of(Kind.PING, "end");

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread writer;

    /** @param name of the thread that writes */
    Line(Socket socket, String name) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_SECONDS * 1000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        writer = new Thread(this::write, name);
        writer.setDaemon(true);
        writer.start();
    }

    /** Hands a frame over; false when too much waits already. */
    boolean offer(Frame frame) {
        if (waitingBytes.addAndGet(frame.size()) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-frame.size());
            return false;
        }
        waiting.add(frame);
        return true;
    }

    /** The next frame that says something. */
    Frame read() throws IOException {
        Frame frame = Frame.read(in);
        while (frame.kind() == Kind.PING) {
            frame = Frame.read(in);
        }
        return frame;
    }

    /** Says what was handed over, and then that nothing more comes. Returns at once. */
    void finish() {
        waiting.add(END);
    }

    private void write() {
        try {
            while (true) {
                Frame frame = waiting.poll(PING_SECONDS, TimeUnit.SECONDS);
                if (frame == END) {
                    out.flush();
                    socket.shutdownOutput();
                    return;
                }
                if (frame == null) {
                    frame = PING;
                } else {
                    waitingBytes.addAndGet(-frame.size());
                }
                frame.write(out);
                if (waiting.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            closeSocket(); // whoever reads is told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is closed
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    /** Ends it; what was not written yet is lost. May be called by any thread, more than once. */
    @Override
    public void close() {
        closeSocket();
        writer.interrupt();
    }
}

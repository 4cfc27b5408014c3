package net.roboconf.target.local.internal.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.roboconf.target.local.internal.ssh.SshFailure.Stage;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** A connection to a host, on which commands are run one after the other. Not safe for several threads. */
final class SshConnection implements AutoCloseable {

    /** More is not kept of what a command prints. */
    private static final int OUTPUT_LIMIT = 64 * 1024;

    private static final Duration OPENING = Duration.ofSeconds(30);

    private final HostAddress host;
    private final ClientSession session;

    SshConnection(HostAddress host, ClientSession session) {
        this.host = host;
        this.session = session;
    }

    /**
     * What came of a command.
     *
     * @param code its exit code; null when it was ended by a signal
     */
    record Result(Integer code, String output, String errors) {

        boolean succeeded() {
            return code != null && code == 0;
        }

        /** What it printed, for people. */
        String said() {
            String text = (errors.strip() + "\n" + output.strip()).strip();
            return text.isEmpty() ? "it ended with " + code + " and said nothing" : text;
        }
    }

    /** Writes what a command reads. */
    interface Input {

        /** Writes it all; need not close. */
        void writeTo(OutputStream out) throws IOException;
    }

    HostAddress host() {
        return host;
    }

    /**
     * Runs a command of the user's shell on the host, which must be one of POSIX.
     *
     * @throws SshFailure {@link Stage#UNKNOWN}: the command may go on
     */
    Result run(String command, Input input, Duration limit) throws SshFailure, InterruptedException {
        ByteArrayOutputStream output = new Bounded();
        ByteArrayOutputStream errors = new Bounded();
        CountDownLatch closed = new CountDownLatch(1);
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(output);
            channel.setErr(errors);
            channel.addCloseFutureListener(future -> closed.countDown());
            channel.open().verify(OPENING);
            // What is not read because the command ended early is told by its exit code.
            IOException unread = send(channel, input);
            if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SshFailure(Stage.UNKNOWN, "did not answer within " + limit.toSeconds() + " s", null);
            }
            Integer code = channel.getExitStatus();
            if (code == null && channel.getExitSignal() == null) {
                throw new SshFailure(Stage.UNKNOWN, "was lost in the middle of a command", unread);
            }
            return new Result(code, text(output), text(errors));
        } catch (SshFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (e instanceof InterruptedIOException || Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException();
                interrupted.initCause(e);
                throw interrupted;
            }
            throw new SshFailure(Stage.UNKNOWN, "was lost: " + e.getMessage(), e);
        }
    }

    private static IOException send(ChannelExec channel, Input input) throws InterruptedIOException {
        try (OutputStream in = channel.getInvertedIn()) {
            input.writeTo(in);
            return null;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return e;
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close(true);
    }

    /** Keeps the beginning. */
    private static final class Bounded extends ByteArrayOutputStream {

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, Math.max(0, OUTPUT_LIMIT - count)));
        }

        @Override
        public synchronized void write(int one) {
            if (count < OUTPUT_LIMIT) {
                super.write(one);
            }
        }
    }
}

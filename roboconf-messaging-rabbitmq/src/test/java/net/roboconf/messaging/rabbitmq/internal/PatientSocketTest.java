package net.roboconf.messaging.rabbitmq.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.messaging.rabbitmq.internal.PatientSocket.FrameStream;
import org.junit.jupiter.api.Test;

class PatientSocketTest {

    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    /** A line that gives some bytes at a time, and times out before each piece. */
    private static final class SlowLine extends InputStream {

        private final byte[] bytes;
        private final Random random;
        private int given;
        private boolean silent;

        SlowLine(byte[] bytes, long seed) {
            this.bytes = bytes;
            this.random = new Random(seed);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("Reads in pieces");
        }

        @Override
        public int read(byte[] into, int offset, int max) throws IOException {
            silent = !silent;
            if (silent) {
                throw new SocketTimeoutException("Read timed out");
            }
            int count = Math.min(Math.min(max, bytes.length - given), random.nextInt(20) + 1);
            System.arraycopy(bytes, given, into, offset, count);
            given += count;
            return count;
        }
    }

    private static byte[] frames(int[] sizes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int size : sizes) {
                out.writeByte(3);
                out.writeShort(1);
                out.writeInt(size);
                out.write(new byte[size]);
                out.writeByte(206);
            }
        }
        return bytes.toByteArray();
    }

    /** Whatever the pieces, only between frames does a time-out come through. */
    @Property(tries = 200)
    void a_pause_within_a_frame_is_waited_for(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int[] sizes = random.ints(5, 0, 60).toArray();
        byte[] all = frames(sizes);
        FrameStream in = new FrameStream(new SlowLine(all, seed), LONG);
        int got = 0;
        int frame = 0;
        int end = 0;
        byte[] buffer = new byte[16];
        while (got < all.length) {
            try {
                got += in.read(buffer, 0, buffer.length);
            } catch (SocketTimeoutException e) {
                while (end < got) {
                    end += sizes[frame++] + 8;
                }
                assertThat(got)
                        .as("a time-out in the middle of frame %s", frame)
                        .isEqualTo(end);
            }
        }

        assertThat(got).isEqualTo(all.length);
    }

    @Test
    void a_frame_that_never_ends_is_given_up() throws IOException {
        FrameStream in = new FrameStream(new SlowLine(frames(new int[] {10}), 1), 0);
        assertThatThrownBy(() -> in.read(new byte[1], 0, 1)).isInstanceOf(SocketTimeoutException.class);
        in.read(new byte[1], 0, 1);

        assertThatThrownBy(() -> in.read(new byte[1], 0, 1)).isInstanceOf(SocketTimeoutException.class);
    }
}

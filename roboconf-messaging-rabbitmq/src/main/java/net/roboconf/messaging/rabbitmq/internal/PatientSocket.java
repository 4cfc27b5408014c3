package net.roboconf.messaging.rabbitmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A socket on which a frame of AMQP may come in pieces with pauses in between.
 *
 * <p>The client library counts heartbeats by letting reads time out after a quarter of the interval. Between frames that is
 * harmless, but a time-out within a frame ends the connection, and a broker on a busy machine does pause for longer than
 * that. Here a read within a frame goes on until nothing came for as long as a dead peer is given anyway.
 */
final class PatientSocket extends Socket {

    private final long patience;

    /**
     * A socket that is not connected.
     *
     * @param patienceMillis how long a frame may pause
     */
    PatientSocket(long patienceMillis) {
        patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FrameStream(super.getInputStream(), patience);
    }

    /** Knows where frames begin and end. */
    static final class FrameStream extends InputStream {

        /** Type, channel, and four bytes of length. */
        private static final int HEADER = 7;

        private final InputStream in;
        private final long patience;
        /** How many bytes of the present frame came; 0 between frames. */
        private long got;

        private long length;

        FrameStream(InputStream in, long patienceNanos) {
            this.in = in;
            this.patience = patienceNanos;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int max) throws IOException {
            long begun = System.nanoTime();
            while (true) {
                try {
                    int count = in.read(into, offset, max);
                    int end = offset + count;
                    for (int i = offset; i < end; ) {
                        i += advance(into[i], end - i);
                    }
                    return count;
                } catch (SocketTimeoutException e) {
                    if (got == 0 || System.nanoTime() - begun > patience) {
                        throw e;
                    }
                }
            }
        }

        /** Takes the next byte into account, and those after it that are all payload. Returns how many it took. */
        private int advance(byte next, int available) {
            if (got < HEADER) {
                if (got >= HEADER - Integer.BYTES) {
                    length = (length << Byte.SIZE) | (next & 0xff);
                } else {
                    length = 0;
                }
                got++;
                return 1;
            }
            // The payload and one byte that ends the frame.
            long end = HEADER + length + 1;
            int taken = (int) Math.min(available, end - got);
            got = got + taken == end ? 0 : got + taken;
            return taken;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

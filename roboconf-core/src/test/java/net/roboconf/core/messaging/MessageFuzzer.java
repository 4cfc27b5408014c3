package net.roboconf.core.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import net.roboconf.core.Allocations;

/**
 * What Jazzer calls with every input that it makes up, and what a test calls with those that are kept: bytes that somebody
 * has published.
 *
 * <p>An input is a find if reading it does anything but give a message or {@link MessageFormatException}, if a message that
 * was read is written and read as another one, or if reading allocates more memory than its length accounts for; Jazzer
 * itself watches the time.
 */
public final class MessageFuzzer {

    /** What reading nothing allocates, an exception included, with much to spare, in bytes. */
    private static final long ALLOCATED_ONCE = 1_000_000;

    /** What a byte of input may have allocated, in bytes. */
    private static final long ALLOCATED_PER_BYTE = 1_000;

    private static final MessageCodec CODEC = new MessageCodec();
    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageFuzzer() {}

    /** Jazzer knows this method by its name. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        checkMessage(input);
        checkManifest(input);
        long allowed = ALLOCATED_ONCE + ALLOCATED_PER_BYTE * input.length;
        long allocated = Allocations.least(allowed, () -> isMessage(input));
        require(allocated <= allowed, allocated + " bytes allocated for " + input.length);
    }

    /** Whether it is one; if not, it says why. */
    static boolean isMessage(byte[] input) {
        try {
            CODEC.decode(input);
            return true;
        } catch (MessageFormatException e) {
            require(!e.getMessage().isBlank() && e.problem() != null, "who is refused is told why");
            return false;
        }
    }

    private static void checkMessage(byte[] input) throws IOException {
        if (isMessage(input)) {
            try {
                byte[] written = CODEC.encode(CODEC.decode(input));
                byte[] again = CODEC.encode(CODEC.decode(written));
                require(JSON.readTree(written).equals(JSON.readTree(again)), "what is written is read as it was");
            } catch (MessageFormatException e) {
                throw new AssertionError("What was read cannot be written and read again", e);
            }
        }
    }

    private static void checkManifest(byte[] input) {
        RecipeManifest manifest;
        try {
            manifest = CODEC.decodeManifest(input);
        } catch (MessageFormatException e) {
            return;
        }
        try {
            require(CODEC.decodeManifest(CODEC.encode(manifest)).equals(manifest), "a manifest is read as it was");
        } catch (MessageFormatException e) {
            throw new AssertionError("A manifest that was read cannot be written and read again", e);
        }
    }

    private static void require(boolean law, String what) {
        if (!law) {
            throw new AssertionError("Broken: " + what);
        }
    }
}

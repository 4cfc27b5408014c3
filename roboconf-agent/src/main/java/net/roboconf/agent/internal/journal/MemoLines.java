package net.roboconf.agent.internal.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.core.json.OwnTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Memos as lines of JSON, and back. Costly to make, so that the agents of a process share one. Thread-safe. */
public final class MemoLines {

    /**
     * For cutting a file into lines without looking at what they hold: each byte becomes one character and back. The
     * bytes of a line are UTF-8 JSON; what a crash left behind the last line may be anything.
     */
    static final Charset CHARSET = StandardCharsets.ISO_8859_1;

    private static final Logger LOG = LoggerFactory.getLogger(MemoLines.class);

    private final ObjectMapper mapper;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** Ready for use. */
    public MemoLines() {
        // A field that an older agent does not know must not keep it from starting after a downgrade.
        mapper = OwnTypes.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        reader = mapper.readerFor(Memo.class);
        writer = mapper.writerFor(Memo.class);
    }

    /** Has everything learnt that the first memos would have to wait for. For any thread that nobody waits for. */
    public void prepare() {
        for (Class<?> type : Memo.class.getPermittedSubclasses()) {
            mapper.readerFor(type);
            mapper.writerFor(type);
        }
    }

    /** Each memo on a line of its own, with its line end. */
    byte[] encode(List<Memo> memos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * memos.size());
        for (Memo memo : memos) {
            bytes.write(writer.writeValueAsBytes(memo));
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /**
     * Reads lines up to the end, or to one that a crash cut off.
     *
     * @param file for messages
     * @param from decodes {@link #CHARSET}
     */
    void read(Path file, BufferedReader from, Consumer<Memo> to) throws IOException {
        long number = 0;
        for (String line = from.readLine(); line != null; ) {
            number++;
            String next = from.readLine();
            try {
                to.accept(reader.readValue(line.getBytes(CHARSET)));
            } catch (JsonProcessingException e) {
                if (next != null) {
                    throw new JournalDamagedException(file, number, e);
                }
                LOG.warn("The last line of {} was cut off by a crash and is left out", file);
            }
            line = next;
        }
    }
}

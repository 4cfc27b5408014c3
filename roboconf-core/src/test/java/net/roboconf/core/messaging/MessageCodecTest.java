package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    private final MessageCodec codec = new MessageCodec();

    @Provide
    Arbitrary<Message> messages() {
        return MessageArbitraries.messages();
    }

    @Property(tries = 400)
    void what_is_written_is_read_as_it_was(@ForAll("messages") Message message) throws MessageFormatException {
        Message read = codec.decode(codec.encode(message));

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    @Property(tries = 100)
    void a_newer_sender_is_understood(@ForAll("messages") Message message) throws IOException, MessageFormatException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode tree = (ObjectNode) json.readTree(codec.encode(message));
        tree.put("unheardOf", 1).putObject("neither").putArray("this").add(true);

        Message read = codec.decode(json.writeValueAsBytes(tree));

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    /** Whatever comes out of damage, it is a message or the one exception that is announced. */
    @Property(tries = 1_000)
    void damaged_bytes_are_read_or_refused_and_nothing_else(@ForAll("messages") Message message, @ForAll long seed)
            throws MessageFormatException {
        Random random = new Random(seed);
        byte[] bytes = codec.encode(message);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damage(bytes, random);
        }

        try {
            assertThat(codec.decode(bytes)).isNotNull();
        } catch (MessageFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(Math.min(20, bytes.length - from)) + 1;
        List<String> pieces =
                List.of("null", "{}", "[]", "-1", "1e400", "\"\"", "\"type\"", "\\u0000", "{", "]", "true");
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(bytes, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> damaged.write(random.nextInt());
            case 1 -> damaged.writeBytes(Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)));
            case 2 ->
                damaged.writeBytes(pieces.get(random.nextInt(pieces.size())).getBytes(StandardCharsets.UTF_8));
            case 3 -> {
                return damaged.toByteArray();
            }
            default -> {}
        }
        int rest = random.nextBoolean() ? Math.min(to, bytes.length) : from;
        damaged.write(bytes, rest, bytes.length - rest);
        return damaged.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"exports-ack\",\"subject\":\"s/P\",\"importer\":\"a\",\"importerEpoch\":1,\"exporter\":\"b\","
                        + "\"version\":{\"epoch\":1,\"sequence\":1},\"phase\":\"RECEIVED\"}",
                "{\"type\":\"exports-ask\",\"subject\":\"s/P\",\"asker\":\"a\",\"held\":{}}"
            })
    void an_older_agent_that_does_not_name_importers_is_understood(String text) throws MessageFormatException {
        Message read = codec.decode(text.getBytes(StandardCharsets.UTF_8));

        assertThat(read).extracting("importers").isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"desired\"",
                "{}",
                "{\"type\":null}",
                "{\"type\":\"java.lang.Runtime\"}",
                "{\"type\":\"net.roboconf.core.messaging.Call\"}",
                "{\"type\":\"call\"}garbage",
                "{\"type\":\"call\",\"id\":\"1\",\"machine\":\"../x\",\"question\":{\"ask\":\"ping\"}}",
                "{\"type\":\"call\",\"id\":\"1\",\"machine\":\"m\",\"question\":{\"ask\":\"run\"}}",
                "{\"type\":\"desired\",\"machine\":\"m\"}",
                "{\"type\":\"verdict\",\"epoch\":1e999999999}",
                "{\"type\":\"exports\",\"instances\":[null]}",
                "{\"type\":\"call\"}",
                "{\"type\":\"call\",\"id\":null,\"machine\":\"m\",\"question\":{\"ask\":\"ping\"}}",
                "{\"type\":\"call\",\"id\":\"1\",\"machine\":\"m\",\"question\":{\"ask\":\"cancel-step\"}}",
                "{\"type\":\"heartbeat\",\"machine\":\"m\",\"importDigests\":{}}"
            })
    void what_is_no_message_is_refused(String text) {
        assertThatThrownBy(() -> codec.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"probe-signal\",\"machine\":\"m\"} | UNKNOWN_KIND",
                "{\"type\":\"call\",\"id\":\"1\",\"machine\":\"m\",\"question\":{\"ask\":\"run\"}} | UNKNOWN_KIND",
                "{\"type\":\"call\",\"id\":\"1\"} | UNREADABLE",
                "{} | UNREADABLE",
                "no JSON | UNREADABLE"
            })
    void what_is_wrong_is_told_apart(String text, RejectedMessage.Problem problem) {
        assertThatThrownBy(() -> codec.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(MessageFormatException.class, e -> assertThat(e.problem())
                        .isEqualTo(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"type\":\"call\",\"x\":[[", "{\"type\":\"call\",\"question\":{\"x\":"})
    void bottomless_nesting_is_refused(String opening) {
        assertThatThrownBy(() -> codec.decode(opening.repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void too_many_bytes_are_refused_in_both_directions() {
        Call large = new Call("x".repeat(MessageCodec.MAX_BYTES), new MachineKey("m"), new Call.Ping());

        assertThatThrownBy(() -> codec.encode(large))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("Call");
        assertThatThrownBy(() -> codec.decode(new byte[MessageCodec.MAX_BYTES + 1]))
                .isInstanceOfSatisfying(MessageFormatException.class, e -> assertThat(e.problem())
                        .isEqualTo(RejectedMessage.Problem.TOO_LARGE));
    }

    @Test
    void every_kind_of_message_has_a_name_of_its_own() {
        Set<String> names = new HashSet<>();
        for (var one : Message.class
                .getAnnotation(com.fasterxml.jackson.annotation.JsonSubTypes.class)
                .value()) {
            assertThat(MessageArbitraries.kinds()).contains(one.value());
            assertThat(names.add(one.name())).isTrue();
        }
        assertThat(names).hasSameSizeAs(MessageArbitraries.kinds());
    }
}

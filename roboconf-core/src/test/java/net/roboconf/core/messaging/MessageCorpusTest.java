package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs from which {@code dev/fuzz-messages} begins, and those with which it once found something. */
class MessageCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/fuzz-messages");

    static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void an_input_of_the_corpus_is_read_as_it_should_be(Path file) throws IOException {
        byte[] input = Files.readAllBytes(file);

        assertThatCode(() -> MessageFuzzer.fuzzerTestOneInput(input)).doesNotThrowAnyException();
    }

    @Test
    void the_fuzzer_begins_with_a_message_of_every_kind() throws Exception {
        MessageCodec codec = new MessageCodec();
        Set<Class<?>> kinds = corpus().stream()
                .filter(file -> !file.getFileName().toString().matches("(damaged|find|manifest).*"))
                .map(MessageCorpusTest::bytes)
                .map(bytes -> {
                    try {
                        return codec.decode(bytes).getClass();
                    } catch (MessageFormatException e) {
                        throw new AssertionError(e);
                    }
                })
                .collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrderElementsOf(MessageArbitraries.kinds());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs from which {@code dev/fuzz-language} begins, and those with which it once found something. */
class FuzzCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void an_input_of_the_corpus_is_read_as_it_should_be(Path file) throws IOException {
        byte[] input = Files.readAllBytes(file);

        assertThatCode(() -> LanguageFuzzer.fuzzerTestOneInput(input)).doesNotThrowAnyException();
    }

    @Property(tries = 1000)
    void so_is_one_that_is_like_them(@ForAll int which, @ForAll long seed) throws IOException {
        List<Path> files = corpus();
        String text = Files.readString(files.get(Math.floorMod(which, files.size())));

        LanguageFuzzer.check(TextMutations.mutated(text, seed));
    }
}

package net.roboconf.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class OutputLinesTest {

    private final List<String> seen = new ArrayList<>();
    private final OutputLines lines = new OutputLines(seen::add);

    @Test
    void lines_are_handed_over_without_their_line_ends() {
        add("one\ntwo\r\n\nthree");
        lines.finish();

        assertThat(seen).containsExactly("one", "two", "", "three");
    }

    @Test
    void a_last_line_is_handed_over_once() {
        add("one\n");
        lines.finish();

        assertThat(seen).containsExactly("one");
    }

    @Test
    void a_long_line_is_cut_and_the_next_one_is_whole() {
        add("x".repeat(OutputLines.LINE_BYTES + 1) + "\nnext\n");

        assertThat(seen).containsExactly("x".repeat(OutputLines.LINE_BYTES) + " … (cut)", "next");
    }

    @Test
    void a_line_of_the_greatest_length_is_whole() {
        add("x".repeat(OutputLines.LINE_BYTES) + "\n");

        assertThat(seen).containsExactly("x".repeat(OutputLines.LINE_BYTES));
    }

    @Test
    void the_tail_holds_the_last_lines() {
        for (int i = 1; i <= OutputLines.TAIL_LINES + 5; i++) {
            add("line " + i + "\n");
        }

        assertThat(lines.tail())
                .hasSize(OutputLines.TAIL_LINES)
                .startsWith("line 6")
                .endsWith("line 25");
    }

    /** However the bytes come in pieces, also in the middle of a character, the lines are the same. */
    @Property
    void pieces_do_not_matter(
            @ForAll @Size(max = 10) List<@StringLength(max = 20) String> texts,
            @ForAll @IntRange(min = 1, max = 7) int piece) {
        List<String> wanted = texts.stream()
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .map(text -> "<" + text.replace("\n", " ") + ">")
                .toList();
        List<String> found = new ArrayList<>();
        OutputLines pieces = new OutputLines(found::add);
        byte[] bytes = wanted.stream()
                .map(text -> text + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += piece) {
            byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
            pieces.add(part, part.length);
        }
        pieces.finish();

        assertThat(found).isEqualTo(wanted);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.add(bytes, bytes.length);
    }
}

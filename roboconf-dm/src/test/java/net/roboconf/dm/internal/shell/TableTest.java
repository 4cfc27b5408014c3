package net.roboconf.dm.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_are_as_wide_as_they_must_be() {
        assertThat(new Table("A", "NAME").row("alpha", "x").row("b", null).lines(0))
                .containsExactly("A      NAME", "alpha  x", "b");
    }

    @Test
    void widest_column_gives_way_to_the_terminal() {
        assertThat(new Table("NAME", "WHY")
                        .row("mysql", "port 3306 is in use by another")
                        .lines(24))
                .containsExactly("NAME   WHY", "mysql  port 3306 is in …");
    }

    @Test
    void cell_stays_on_its_line() {
        assertThat(new Table("NAME", "WHY")
                        .row("a", "one\ntwo")
                        .row("  b", "\u001b[31mred")
                        .lines(0))
                .containsExactly("NAME  WHY", "a     one …", "  b    [31mred");
    }

    @Property
    void no_line_is_wider_than_the_terminal(
            @ForAll String first,
            @ForAll String second,
            @ForAll String third,
            @ForAll @IntRange(min = 28, max = 200) int width) {
        assertThat(new Table("A", "B", "C").row(first, second, third).lines(width))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
}

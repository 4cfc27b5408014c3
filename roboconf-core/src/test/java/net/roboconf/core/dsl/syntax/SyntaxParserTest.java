package net.roboconf.core.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.CommentLine;
import net.roboconf.core.dsl.syntax.SyntaxNode.PropertyLine;
import org.junit.jupiter.api.Test;

class SyntaxParserTest {

    private static ParsedFile parse(String... lines) {
        return SyntaxParser.parse("x.graph", String.join("\n", lines));
    }

    private static Block onlyBlock(ParsedFile file) {
        assertThat(file.diagnostics()).isEmpty();
        assertThat(file.tree().blocks()).hasSize(1);
        return file.tree().blocks().get(0);
    }

    private static PropertyLine property(ParsedFile file) {
        return (PropertyLine) onlyBlock(file).body().get(0);
    }

    @Test
    void tokens_know_where_they_are() {
        PropertyLine property = property(parse("VM {", "\t exports :  a = b ; # c", "}"));

        assertThat(property.name().location()).isEqualTo(new Location("x.graph", 2, 3, 7));
        assertThat(property.value().text()).isEqualTo("a = b ");
        assertThat(property.value().location()).isEqualTo(new Location("x.graph", 2, 14, 6));
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_do_not_count() {
        ParsedFile file = SyntaxParser.parse("x.graph", "\uFEFFVM {\r\n\r\ninstaller: target;\r\n}\r\n");

        Block block = onlyBlock(file);
        assertThat(block.name().text()).isEqualTo("VM");
        assertThat(block.name().location().column()).isEqualTo(1);
        assertThat(((PropertyLine) block.body().get(1)).value().text()).isEqualTo("target");
        assertThat(file.tree().source().text()).startsWith("\uFEFFVM {\r\n");
    }

    @Test
    void a_file_that_ends_with_a_line_feed_has_no_line_after_it() {
        assertThat(SourceText.of("f", "a\nb\n").lines()).hasSize(2);
        assertThat(SourceText.of("f", "a\nb").lines()).hasSize(2);
        assertThat(SourceText.of("f", "a\n\n").lines()).hasSize(2);
        assertThat(SourceText.of("f", "").lines()).hasSize(1);
    }

    @Test
    void keywords_ignore_case_and_need_white_space_behind_them() {
        List<Block> blocks = parse(
                        "FACET a {",
                        "}",
                        "Instance  OF\tb {",
                        "}",
                        "facetious {",
                        "}",
                        "instanceof {",
                        "}",
                        "Importer {",
                        "}")
                .tree()
                .blocks();

        assertThat(blocks)
                .extracting(Block::kind)
                .containsExactly(
                        BlockKind.FACET,
                        BlockKind.INSTANCE,
                        BlockKind.COMPONENT,
                        BlockKind.COMPONENT,
                        BlockKind.COMPONENT);
        assertThat(blocks)
                .extracting(b -> b.name().text())
                .containsExactly("a", "b", "facetious", "instanceof", "Importer");
        assertThat(blocks.get(1).keyword().text()).isEqualTo("Instance  OF");
    }

    @Test
    void semicolons_within_quotes_belong_to_the_value() {
        assertThat(property(parse("VM {", "exports: a = \"x;y\", b = \";\" ;", "}"))
                        .value()
                        .text())
                .isEqualTo("a = \"x;y\", b = \";\" ");
        assertThat(property(parse("instance of VM {", "data.size: 5\" disk;", "}"))
                        .value()
                        .text())
                .isEqualTo("5\" disk");
    }

    @Test
    void instances_nest() {
        ParsedFile file = parse("instance of A {", "instance of B {", "}", "name: a;", "instance of C {", "}", "}");

        Block a = onlyBlock(file);
        assertThat(a.body()).hasSize(3);
        assertThat(((Block) a.body().get(2)).name().text()).isEqualTo("C");
        assertThat(a.lastLine()).isEqualTo(7);
        assertThat(file.tree().kind()).isEqualTo(FileKind.INSTANCES);
    }

    @Test
    void instances_may_be_nested_deeper_than_the_stack() {
        int depth = 50_000;

        ParsedFile file = SyntaxParser.parse("x", "instance of A {\n".repeat(depth) + "}\n".repeat(depth));

        assertThat(file.diagnostics()).isEmpty();
        assertThat(file.tree().blocks().get(0).lastLine()).isEqualTo(2 * depth);
    }

    @Test
    void the_comment_right_above_a_block_describes_it() {
        SyntaxTree tree = parse("# far", "", "#  near ", "   # by", "VM {", "}", "# below", "Other {", "}")
                .tree();

        assertThat(tree.commentAbove(tree.blocks().get(0))).isEqualTo("near\nby");
        assertThat(tree.commentAbove(tree.blocks().get(1))).isEqualTo("below");
        assertThat(((CommentLine) tree.nodes().get(3)).text().location().column())
                .isEqualTo(4);
    }

    @Test
    void the_kind_of_a_file_follows_from_what_is_in_it() {
        assertThat(parse("# a", "").tree().kind()).isEqualTo(FileKind.EMPTY);
        assertThat(parse("import x.graph;").tree().kind()).isEqualTo(FileKind.AGGREGATOR);
        assertThat(parse("facet x {", "}").tree().kind()).isEqualTo(FileKind.GRAPH);
        assertThat(parse("x {", "}", "instance of x {", "}").tree().kind()).isEqualTo(FileKind.MIXED);
        assertThat(parse("what is this").tree().kind()).isEqualTo(FileKind.UNKNOWN);
    }

    @Test
    void each_line_that_is_not_recognised_is_an_error() {
        ParsedFile file = parse("Tomcat (", "  installer: bash;", "  exports: a;", "}", "VM {", "}");

        assertThat(file.diagnostics())
                .extracting(d -> d.location().line() + ": " + d.code())
                .containsExactly(
                        "1: P_UNRECOGNIZED_BLOCK",
                        "2: P_UNRECOGNIZED_BLOCK",
                        "3: P_UNRECOGNIZED_BLOCK",
                        "4: P_UNRECOGNIZED_BLOCK");
        assertThat(file.tree().blocks()).extracting(b -> b.name().text()).containsExactly("VM");
        assertThat(file.complete()).isFalse();
    }

    @Test
    void what_stands_on_one_line_is_read_all_the_same() {
        ParsedFile file = parse("VM { installer: target; exports: a; }", "Other {", "}");

        assertThat(file.diagnostics()).hasSize(1);
        assertThat(file.tree().blocks()).hasSize(2);
        assertThat(file.tree().blocks().get(0).body())
                .extracting(n -> ((PropertyLine) n).name().text())
                .containsExactly("installer", "exports");
        assertThat(file.complete()).isTrue();
    }

    @Test
    void a_hostile_line_is_not_read_to_its_end() {
        ParsedFile file = SyntaxParser.parse("x", "}".repeat(3_000_000));

        assertThat(file.diagnostics()).hasSize(1);
        assertThat(file.tree().nodes()).hasSizeLessThan(30);
    }
}

package net.roboconf.core.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PropertiesTextTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab=: \t\f\\#!\n\rtnrfu\u00e9")
                .ofMaxLength(60)
                .map(text -> text.replace("\\u", "\\u00e9"))
                // Java takes a lone backslash for nothing, but at the end of a file for a property without name.
                .filter(text -> !text.matches("(?s)(.*[\n\r])?[ \t\f]*\\\\\\s*"));
    }

    @Property(tries = 5000)
    void a_text_means_what_it_means_to_java(@ForAll("texts") String text) throws IOException {
        Properties expected = new Properties();
        expected.load(new StringReader(text));

        Map<String, String> read = new HashMap<>();
        PropertiesText.read("f", text).forEach(e -> read.put(e.key(), e.value()));

        assertThat(read).isEqualTo(expected);
    }

    @Example
    void keys_know_where_they_are() {
        List<PropertiesText.Entry> entries = PropertiesText.read("f", "# c\n\n  a.b \\\n = x \\\n   y\r\nc\n");

        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).location().line()).isEqualTo(3);
        assertThat(entries.get(0).location().column()).isEqualTo(3);
        assertThat(entries.get(0).location().length()).isEqualTo(3);
        assertThat(entries.get(0).value()).isEqualTo("x y");
        assertThat(entries.get(1).location().line()).isEqualTo(6);
    }

    @Example
    void a_malformed_escape_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PropertiesText.read("f", "a=\\u12"));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertiesText.read("f", "a=\\u12xy"));
    }
}

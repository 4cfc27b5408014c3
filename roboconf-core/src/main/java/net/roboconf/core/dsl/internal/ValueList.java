package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.dsl.syntax.Token;

/** Values that are lists: {@code a, b, c}. */
final class ValueList {

    private ValueList() {}

    /** The elements without white space around them; an element may be empty. */
    static List<Token> split(Token value) {
        List<Token> elements = new ArrayList<>();
        int start = 0;
        while (true) {
            int comma = value.text().indexOf(',', start);
            if (comma < 0) {
                elements.add(value.part(start, value.text().length()).stripped());
                return elements;
            }
            elements.add(value.part(start, comma).stripped());
            start = comma + 1;
        }
    }
}

package net.roboconf.core.dsl.graphics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import net.roboconf.core.dsl.graphics.internal.DotPicture;
import net.roboconf.core.dsl.graphics.internal.JsonPicture;
import net.roboconf.core.dsl.graphics.internal.MermaidPicture;
import net.roboconf.core.dsl.graphics.internal.SvgPicture;

/** The formats in which pictures can be written, all of them text in UTF-8. */
public enum PictureFormat {
    /** For the programs of Graphviz. */
    DOT {
        @Override
        public String write(GraphPicture picture) {
            return DotPicture.write(picture);
        }
    },
    /** For Markdown pages: most of what shows them draws it. */
    MERMAID {
        @Override
        public String write(GraphPicture picture) {
            return MermaidPicture.write(picture);
        }
    },
    /** For browsers, laid out already. */
    SVG {
        @Override
        public String write(GraphPicture picture) {
            return SvgPicture.write(picture);
        }
    },
    /** For programs. */
    JSON {
        @Override
        public String write(GraphPicture picture) {
            return JsonPicture.write(picture);
        }
    };

    /**
     * The format that people call so, in any case.
     *
     * @throws IllegalArgumentException if there is none; its message says which there are
     */
    public static PictureFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name
                        + "' is not a format for pictures: it is one of "
                        + Arrays.stream(values()).map(PictureFormat::toString).collect(Collectors.joining(", "))
                        + "."));
    }

    /** What people call it: its name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The whole picture, with a line feed at its end. */
    public abstract String write(GraphPicture picture);
}

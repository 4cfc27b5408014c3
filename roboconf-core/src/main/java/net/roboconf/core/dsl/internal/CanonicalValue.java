package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.PropertyLine;
import net.roboconf.core.dsl.syntax.Token;

/** Writes the values of the properties of one block in canonical style. A value that is not valid stays as it is. */
final class CanonicalValue {

    private static final Pattern RANDOM = Pattern.compile("random\\s*\\[([^\\]]*)\\]\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMPORT = Pattern.compile(
            "(external\\s+)?([\\w-]+\\.[\\w.*-]+)\\s*(\\(\\s*optional\\s*\\))?", Pattern.CASE_INSENSITIVE);

    private final boolean instance;
    /** With a count, the name {@code VM } makes {@code VM 1}: the space means something. */
    private final boolean spacesCountInName;

    CanonicalValue(Block block) {
        this.instance = block.kind() == BlockKind.INSTANCE;
        this.spacesCountInName = instance
                && block.body().stream()
                        .anyMatch(node -> node instanceof PropertyLine property
                                && property.name().text().equals("count"));
    }

    String of(PropertyLine property) {
        Token value = property.value();
        String stripped = value.text().strip();
        if (instance) {
            return switch (property.name().text()) {
                case "name" -> spacesCountInName && !stripped.endsWith("\"") ? value.text() : stripped;
                case "channels" -> stripped.startsWith("\"") ? stripped : list(value, element -> element);
                default -> stripped;
            };
        }
        return switch (property.name().text()) {
            case "children", "facets", "extends" -> list(value, element -> element);
            case "exports" -> exports(stripped);
            case "imports" -> list(value, CanonicalValue::imported);
            default -> stripped;
        };
    }

    private static String list(Token value, UnaryOperator<String> style) {
        return ValueList.split(value).stream()
                .map(element -> style.apply(element.text()))
                .collect(Collectors.joining(", "))
                .strip();
    }

    private static String imported(String element) {
        Matcher matcher = IMPORT.matcher(element);
        if (!matcher.matches()) {
            return element;
        }
        String external = matcher.group(1) == null ? "" : "external ";
        return external + matcher.group(2) + (matcher.group(3) == null ? "" : " (optional)");
    }

    private static String exports(String value) {
        List<String> elements = new ArrayList<>();
        int at = 0;
        do {
            int end = endOfExport(value, at);
            if (end < 0) {
                return value;
            }
            elements.add(exported(value.substring(at, end)));
            // Behind the comma.
            at = end + 1;
        } while (at <= value.length());
        return String.join(", ", elements).strip();
    }

    /** Where the export that begins at an index ends: at a comma, or at the end; -1 if its quotes are not valid. */
    private static int endOfExport(String value, int from) {
        int comma = commaOrEnd(value, from);
        String before = value.substring(from, comma);
        int quote = before.indexOf('"');
        if (quote < 0) {
            return comma;
        }
        before = before.substring(0, quote);
        boolean opens = before.stripTrailing().endsWith("=") && before.indexOf('=') == before.lastIndexOf('=');
        int close = value.indexOf('"', from + quote + 1);
        if (!opens || close < 0) {
            return -1;
        }
        int end = commaOrEnd(value, close);
        return value.substring(close + 1, end).isBlank() ? end : -1;
    }

    private static int commaOrEnd(String value, int from) {
        int comma = value.indexOf(',', from);
        return comma < 0 ? value.length() : comma;
    }

    private static String exported(String element) {
        int equals = element.indexOf('=');
        if (equals >= 0) {
            return (exportedName(element.substring(0, equals)) + " = "
                            + element.substring(equals + 1).strip())
                    .strip();
        }
        return exportedName(element);
    }

    private static String exportedName(String written) {
        String name = written.strip();
        Matcher random = RANDOM.matcher(name);
        if (!random.lookingAt()) {
            return name;
        }
        String kind = random.group(1).strip();
        return ("random[" + (kind.equalsIgnoreCase("port") ? "port" : kind) + "] " + name.substring(random.end()))
                .strip();
    }
}

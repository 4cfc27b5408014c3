package net.roboconf.core.dsl.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places {@code {{ name }}} in a text, where a value goes. */
public final class Placeholders {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z_][\\w.-]*(?: [\\w.-]+)*)\\s*}}");
    private static final String OPENING = "{{";

    /**
     * One of them.
     *
     * @param name between the brackets
     * @param at how many characters are before it
     * @param length in characters, brackets included
     */
    public record Place(String name, int at, int length) {}

    private Placeholders() {}

    /** All of them, from left to right. */
    public static List<Place> in(String text) {
        List<Place> places = new ArrayList<>();
        Matcher found = PLACE.matcher(text);
        while (found.find()) {
            places.add(new Place(found.group(1), found.start(), found.end() - found.start()));
        }
        return places;
    }

    /** The text with values in all places; a value may be null, and its place then stays as it is. */
    public static String fill(String text, UnaryOperator<String> values) {
        return PLACE.matcher(text).replaceAll(found -> {
            String value = values.apply(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    /** Where a place begins that is none: its brackets are not closed, or there is no name between; -1 if there is none. */
    static int malformed(String text) {
        List<Place> places = in(text);
        for (int at = text.indexOf(OPENING); at >= 0; at = text.indexOf(OPENING, at + OPENING.length())) {
            int opening = at;
            if (places.stream().noneMatch(place -> place.at() == opening)) {
                return at;
            }
        }
        return -1;
    }
}

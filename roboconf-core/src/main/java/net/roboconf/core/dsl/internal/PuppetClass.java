package net.roboconf.core.dsl.internal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a class in a Puppet manifest: <code>class roboconf_web($runningState = undef, ...) {</code>.
 *
 * @param line where it begins, from 1
 * @param parameters their names, without {@code $}
 */
record PuppetClass(int line, Set<String> parameters) {

    private static final Pattern CLASS = Pattern.compile("(?m)^[ \\t]*class[ \\t]+[\\w:]+\\s*(\\()?");
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    /** The first class of a manifest; empty if there is none, or its head does not end. */
    static Optional<PuppetClass> first(String manifest) {
        String code = withoutComments(manifest);
        Matcher matcher = CLASS.matcher(code);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int line = 1
                + (int) code.chars()
                        .limit(matcher.start())
                        .filter(c -> c == '\n')
                        .count();
        Set<String> parameters = new LinkedHashSet<>();
        boolean complete = matcher.group(1) == null || readParameters(code, matcher.end(), parameters);
        return complete ? Optional.of(new PuppetClass(line, parameters)) : Optional.empty();
    }

    /** The same text with blanks in place of comments, so that places stay. A {@code #} in quotes begins none. */
    private static String withoutComments(String manifest) {
        StringBuilder code = new StringBuilder(manifest);
        char quote = 0;
        boolean comment = false;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (comment) {
                comment = c != '\n';
                code.setCharAt(i, comment ? ' ' : c);
            } else if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '#') {
                comment = true;
                code.setCharAt(i, ' ');
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return code.toString();
    }

    /** Reads up to the bracket that closes the list; {@code false} if there is none. The first $name of each is its own. */
    private static boolean readParameters(String code, int from, Set<String> parameters) {
        int depth = 1;
        char quote = 0;
        boolean named = false;
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0) {
                depth--;
                if (depth == 0) {
                    return true;
                }
            } else if (c == ',' && depth == 1) {
                named = false;
            } else if (c == '$' && depth == 1 && !named) {
                named = true;
                parameters.add(name(code, i + 1));
            }
        }
        return false;
    }

    private static String name(String code, int from) {
        int end = from;
        while (end < code.length() && (Character.isLetterOrDigit(code.charAt(end)) || code.charAt(end) == '_')) {
            end++;
        }
        return code.substring(from, end);
    }
}

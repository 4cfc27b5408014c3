package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.syntax.Token;

/**
 * Reads the value of a property {@code exports}: names with optional values, {@code random[port]} before a name, quotes
 * around values that contain commas or semicolons.
 */
final class ExportReader {

    private static final Pattern RANDOM = Pattern.compile("random\\s*\\[([^\\]]*)\\]\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern EXTERNAL = Pattern.compile("external\\s.*", Pattern.CASE_INSENSITIVE);

    private final Token line;
    private final String text;
    private final Findings findings;
    private final List<DeclaredExport> exports = new ArrayList<>();
    private int at;

    private ExportReader(Token line, Findings findings) {
        this.line = line;
        this.text = line.text();
        this.findings = findings;
    }

    static List<DeclaredExport> read(Token line, Findings findings) {
        ExportReader reader = new ExportReader(line, findings);
        do {
            reader.export();
            // On the comma, or at the end.
            reader.at++;
        } while (reader.at <= reader.text.length());
        return reader.exports;
    }

    private void export() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ',') {
            at++;
        }
        Token name = line.part(start, at).stripped();
        boolean hasValue = at < text.length() && text.charAt(at) == '=';
        Optional<String> value = Optional.empty();
        if (hasValue) {
            at++;
            value = value(name);
        }
        add(name, value);
    }

    private Optional<String> value(Token name) {
        int start = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted(name);
        }
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '"') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            malformed(name, "there is text before the opening quote", start, at);
            return quotedText();
        }
        String value = text.substring(start, at).strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private Optional<String> quoted(Token name) {
        int start = at;
        if (text.indexOf('"', at + 1) < 0) {
            malformed(name, "the closing quote is missing", start, text.length());
        }
        Optional<String> value = quotedText();
        int rest = at;
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
        if (!text.substring(rest, at).isBlank()) {
            malformed(name, "there is text after the closing quote", rest, at);
        }
        return value;
    }

    /** From an opening quote to behind the closing one, or to the end. */
    private Optional<String> quotedText() {
        int close = text.indexOf('"', at + 1);
        String value = text.substring(at + 1, close < 0 ? text.length() : close);
        at = close < 0 ? text.length() : close + 1;
        return Optional.of(value);
    }

    private void malformed(Token name, String why, int from, int to) {
        Token where = line.part(from, to).stripped();
        findings.add(PM_INVALID_EXPORT_COMPLEX_VALUE, where.location(), name.text(), why);
    }

    private void add(Token written, Optional<String> value) {
        Token name = written;
        Optional<String> random = Optional.empty();
        Matcher matcher = RANDOM.matcher(written.text());
        if (matcher.lookingAt()) {
            random = Optional.of(matcher.group(1).strip());
            name = written.part(matcher.end(), written.text().length()).stripped();
        }
        if (name.text().isEmpty()) {
            findings.add(PM_EMPTY_VARIABLE_NAME, written.location(), "exports");
        } else if (EXTERNAL.matcher(name.text()).matches()) {
            findings.add(PM_EXTERNAL_IS_KEYWORD_FOR_IMPORTS, name.location(), name.text());
        } else if (!Names.isId(name.text())) {
            findings.add(PM_INVALID_EXPORTED_VAR_NAME, name.location(), name.text());
        } else if (random.isEmpty() || isValidRandom(written, name, random.get(), value)) {
            exports.add(new DeclaredExport(name, value, random));
        }
    }

    private boolean isValidRandom(Token written, Token name, String kind, Optional<String> value) {
        boolean known = kind.equalsIgnoreCase("port");
        if (!known) {
            findings.add(RM_INVALID_RANDOM_KIND, written.location(), kind, name.text());
        }
        if (value.isPresent()) {
            findings.add(RM_NO_VALUE_FOR_RANDOM, written.location(), name.text());
        }
        return known && value.isEmpty();
    }
}

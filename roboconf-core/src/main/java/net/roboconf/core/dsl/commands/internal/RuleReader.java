package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.commands.CommandFile;
import net.roboconf.core.dsl.commands.ParsedRule;
import net.roboconf.core.dsl.commands.Rule;
import net.roboconf.core.dsl.internal.Findings;
import net.roboconf.core.dsl.internal.Spelling;
import net.roboconf.core.dsl.syntax.SourceText;

/** Reads one rule: its name, its settings, what it waits for, what it does. For one use. */
public final class RuleReader {

    /** The settings by their words, each followed by a number. */
    private static final String SLEEP_PERIOD = "sleep period is";

    private static final String TIME_WINDOW = "time window is";
    private static final String OCCURRENCES = "occurrences is";
    private static final List<String> SETTINGS = List.of(SLEEP_PERIOD, TIME_WINDOW, OCCURRENCES);

    private final RuleText text;
    private final Optional<Set<String>> known;
    private final Findings findings;
    private final Spelling spelling;
    private final Map<String, Integer> settings = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private String title;
    private String event = "";

    private RuleReader(RuleText text, Optional<Set<String>> known, Findings findings, Spelling spelling) {
        this.text = text;
        this.title = text.file();
        this.known = known;
        this.findings = findings;
        this.spelling = spelling;
    }

    /**
     * Reads a rule. Never fails, whatever the text is.
     *
     * @param commands the names of the commands that can be executed, if they are known
     */
    public static ParsedRule read(String file, String text, Optional<Set<String>> commands) {
        Findings findings = new Findings();
        Optional<Rule> rule = read(SourceText.of(file, text), commands, findings, new Spelling());
        return new ParsedRule(rule, findings.sorted());
    }

    static Optional<Rule> read(
            SourceText source, Optional<Set<String>> commands, Findings findings, Spelling spelling) {
        int before = findings.severe();
        RuleReader reader = new RuleReader(RuleText.of(source), commands, findings, spelling);
        reader.read();
        return findings.severe() == before ? Optional.of(reader.rule()) : Optional.empty();
    }

    private Rule rule() {
        Optional<Duration> window =
                Optional.ofNullable(settings.get(TIME_WINDOW)).map(Duration::ofSeconds);
        return new Rule(
                text.file(),
                title,
                Duration.ofSeconds(settings.getOrDefault(SLEEP_PERIOD, 0)),
                window,
                settings.getOrDefault(OCCURRENCES, 1),
                event,
                commands);
    }

    private void malformed(int from, int to, String why) {
        findings.add(RULE_INVALID_SYNTAX, text.location(from, to), text.file(), why);
    }

    private void read() {
        int start = text.skipSpace(0);
        if (start == text.length()) {
            findings.add(RULE_INVALID_SYNTAX, Location.file(text.file()), text.file(), "there is nothing in it");
            return;
        }
        if (!text.isWord("rule", start)) {
            malformed(start, text.endOfWord(start), "it must begin with 'rule \"name\"'");
            return;
        }
        int open = text.skipSpace(start + "rule".length());
        int close = open < text.length() && text.at(open) == '"' ? closingQuote(open) : -1;
        if (close < 0) {
            malformed(start, text.endOfWord(start), "its name must follow 'rule', in double quotes");
            return;
        }
        String name = text.part(open + 1, close).strip();
        if (name.isEmpty()) {
            findings.add(RULE_EMPTY_NAME, text.location(open, close + 1), text.file());
        } else {
            title = name;
        }
        readBody(start, close + 1);
    }

    private int closingQuote(int open) {
        int i = open + 1;
        while (text.at(i) != '"' && text.at(i) != '\n') {
            i++;
        }
        return text.at(i) == '"' ? i : -1;
    }

    private void readBody(int start, int from) {
        int keyword = start + "rule".length();
        int then = text.find("then", from, text.length());
        int when = text.find("when", from, then < 0 ? text.length() : then);
        if (when < 0) {
            malformed(start, keyword, "there is no 'when' that says what it waits for");
        } else {
            readSettings(from, when);
        }
        if (then < 0) {
            malformed(start, keyword, "there is no 'then' that says what to do");
            return;
        }
        if (when >= 0) {
            readEvent(when, then);
        }
        readCommands(then);
    }

    private void readSettings(int from, int to) {
        int at = text.skipSpace(from);
        while (at < to) {
            int begin = at;
            String found = null;
            for (String setting : SETTINGS) {
                int end = endOfWords(setting, begin, to);
                if (end >= 0) {
                    found = setting;
                    at = end;
                }
            }
            int number = found == null ? -1 : text.skipSpace(at);
            int end = found == null ? -1 : endOfNumber(number, to);
            if (end < 0) {
                malformed(begin, text.endOfWord(begin), form(found));
                return;
            }
            set(found, number, begin, end);
            at = text.skipSpace(end);
        }
    }

    private static String form(String setting) {
        if (setting == null) {
            return "before 'when' there may be 'sleep period is 60s' and 'time window is 60s'";
        }
        return "write '" + setting + (setting.equals(OCCURRENCES) ? " 2'" : " 60s', in seconds");
    }

    /** The index behind some words that are at another one, -1 if they are not. */
    private int endOfWords(String words, int from, int to) {
        int at = from;
        for (String word : words.split(" ")) {
            at = text.skipSpace(at);
            if (at + word.length() > to || !text.isWord(word, at)) {
                return -1;
            }
            at += word.length();
        }
        return at;
    }

    /** The index behind a number and its unit, -1 if they are not there. */
    private int endOfNumber(int from, int to) {
        int end = endOfDigits(from, to);
        if (end == from || end - from > 9) {
            return -1;
        }
        int unit = text.skipSpace(end);
        if (unit < to && (text.at(unit) == 's' || text.at(unit) == 'S')) {
            boolean alone = unit + 1 >= to || Character.isWhitespace(text.at(unit + 1));
            end = alone ? unit + 1 : end;
        }
        return end == to || Character.isWhitespace(text.at(end)) ? end : -1;
    }

    private int endOfDigits(int from, int to) {
        int end = from;
        while (end < to && text.at(end) >= '0' && text.at(end) <= '9') {
            end++;
        }
        return end;
    }

    private void set(String setting, int number, int begin, int end) {
        int value = Integer.parseInt(text.part(number, endOfDigits(number, end)));
        if (setting.equals(OCCURRENCES) && value == 0) {
            malformed(begin, end, "it would need no event at all");
        } else if (settings.put(setting, value) != null) {
            malformed(begin, end, "'" + setting + "' is given twice");
        }
    }

    private void readEvent(int when, int then) {
        event = String.join(" ", text.part(when + "when".length(), then).strip().split("\\s+"));
        if (event.isEmpty()) {
            findings.add(RULE_EMPTY_WHEN, text.location(when, when + "when".length()), title);
        }
    }

    private void readCommands(int then) {
        int at = then + "then".length();
        boolean ended = false;
        boolean any = false;
        while (at < text.length() && !ended) {
            int start = text.skipSpace(at);
            int end = start;
            while (end < text.length() && text.at(end) != ';' && text.at(end) != '\n') {
                end++;
            }
            at = end + 1;
            String command = text.part(start, end).stripTrailing();
            ended = endsWithEnd(command) && text.skipSpace(Math.min(at, text.length())) == text.length()
                    || command.equalsIgnoreCase("end");
            if (ended) {
                command =
                        command.substring(0, command.length() - "end".length()).stripTrailing();
            }
            if (!command.isEmpty()) {
                any = true;
                command(command, start);
            }
        }
        int keyword = then + "then".length();
        if (!any) {
            findings.add(RULE_EMPTY_THEN, text.location(then, keyword), title);
        }
        int rest = text.skipSpace(Math.min(at, text.length()));
        if (!ended) {
            malformed(then, keyword, "there is no 'end' behind its commands");
        } else if (rest < text.length()) {
            malformed(
                    rest,
                    text.endOfWord(rest),
                    "there is more behind its 'end'; write each rule into a file of its own");
        }
    }

    private static boolean endsWithEnd(String command) {
        int before = command.length() - "end".length() - 1;
        return before >= 0
                && command.toLowerCase(Locale.ROOT).endsWith("end")
                && Character.isWhitespace(command.charAt(before));
    }

    private void command(String written, int start) {
        String name = CommandFile.withoutExtension(written);
        commands.add(name);
        if (known.isPresent() && !known.get().contains(name)) {
            DiagnosticCode code = RULE_UNKNOWN_COMMAND;
            findings.add(Diagnostic.of(code, text.location(start, start + written.length()), title, name)
                    .suggesting(spelling.didYouMean(name, known.get())));
        }
    }
}

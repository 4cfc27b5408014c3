package net.roboconf.core.dsl.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import org.junit.jupiter.api.Test;

class RuleParserTest {

    private static ParsedRule parse(String text) {
        return new RuleParser().parse("rules.autonomic/r.drl", text, Optional.of(Set.of("scale", "mail team")));
    }

    @Test
    void a_rule_has_all_that_is_written() {
        ParsedRule parsed = parse(
                "/* for\n busy days */ rule \"scale // out\" # more\n  time window is 60s\n"
                        + "  sleep period is 5 s // rest\nwhen CPU  is\thigh\nthen\n  scale; mail team.commands\n  scale\nend\n");

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.rule())
                .contains(new Rule(
                        "rules.autonomic/r.drl",
                        "scale // out",
                        Duration.ofSeconds(5),
                        Optional.of(Duration.ofSeconds(60)),
                        1,
                        "CPU is high",
                        List.of("scale", "mail team", "scale")));
    }

    @Test
    void a_rule_need_not_wait_nor_mind_the_age_of_events() {
        Rule rule = parse("rule \"a\" when e then scale end").rule().orElseThrow();

        assertThat(rule.sleepPeriod()).isZero();
        assertThat(rule.timeWindow()).isEmpty();
    }

    @Test
    void commands_are_known_only_in_a_project() {
        assertThat(new RuleParser()
                        .parse("r.drl", "rule \"a\" when e then what end", Optional.empty())
                        .diagnostics())
                .isEmpty();
    }

    @Test
    void an_unknown_command_is_pointed_at() {
        Diagnostic found = parse("rule \"a\"\nwhen e\nthen\n  scale; scal\nend\n")
                .diagnostics()
                .get(0);

        assertThat(found.code()).isEqualTo(DiagnosticCode.RULE_UNKNOWN_COMMAND);
        assertThat(found.location()).isEqualTo(new Location("rules.autonomic/r.drl", 4, 10, 4));
        assertThat(found.message()).isEqualTo("The rule a names the command scal, which does not exist.");
        assertThat(found.suggestion()).contains("Did you mean scale?");
    }

    @Test
    void a_rule_of_which_something_is_wrong_is_none() {
        assertThat(parse("rule \"a\" when then scale end").rule()).isEmpty();
        assertThat(parse("").diagnostics())
                .extracting(Diagnostic::location)
                .containsExactly(Location.file("rules.autonomic/r.drl"));
    }
}

package net.roboconf.plugin.puppet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedProblemTest {

    @TempDir
    Path temporary;

    @Test
    void the_resource_is_the_last_one_of_its_source_without_its_property() throws Exception {
        assertThat(read(entry("err", "/Stage[main]/Roboconf_web/Acme::Site[a b]/File[/etc/web site/x]/ensure", "no")))
                .containsExactly(new LoggedProblem("File[/etc/web site/x]", "/r/a.pp", "3", "no", false));
        assertThat(read(entry("err", "/Stage[main]/Roboconf_web/Acme::Site[/x]", "no")))
                .containsExactly(new LoggedProblem("Acme::Site[/x]", "/r/a.pp", "3", "no", false));
        assertThat(read(entry("err", "Puppet", "no")))
                .containsExactly(new LoggedProblem("", "/r/a.pp", "3", "no", false));
    }

    @Test
    void a_message_is_without_what_is_told_anyway() throws Exception {
        assertThat(read(entry(
                        "err",
                        "/Stage[main]/X/Exec[a]/returns",
                        "change from 'notrun' to ['0'] failed: it failed: why (file: /r/a.pp, line: 3)")))
                .extracting(LoggedProblem::message)
                .containsExactly("it failed: why");
    }

    @Test
    void what_is_no_error_and_what_facter_may_not_read_is_passed_over() throws Exception {
        assertThat(read(
                        entry("notice", "/Stage[main]/X/Exec[a]", "a"),
                        entry("warning", "/Stage[main]/X/Exec[a]", "b"),
                        entry("err", "Facter", "c")))
                .isEmpty();
    }

    @Test
    void a_log_that_is_cut_off_tells_what_is_whole() throws Exception {
        String whole = entry("crit", "Puppet", "whole");

        assertThat(read(whole, whole.substring(0, 20)))
                .extracting(LoggedProblem::message)
                .containsExactly("whole");
    }

    @Test
    void what_is_no_utf_8_is_got_over() throws Exception {
        Path log = temporary.resolve("log.json");
        Files.write(log, ("[\n" + entry("err", "Puppet", "caf\u00e9")).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(LoggedProblem.read(log)).extracting(LoggedProblem::message).containsExactly("caf\ufffd");
    }

    @Test
    void without_a_log_there_is_no_problem() throws Exception {
        assertThat(LoggedProblem.read(temporary.resolve("none"))).isEmpty();
    }

    private List<LoggedProblem> read(String... entries) throws IOException {
        Path log = temporary.resolve("log.json");
        Files.writeString(log, "[\n" + String.join("\n,\n", entries) + "\n");
        return LoggedProblem.read(log);
    }

    private static String entry(String level, String source, String message) {
        return "{\"level\":\"" + level + "\",\"message\":\"" + message + "\",\"source\":\"" + source
                + "\",\"tags\":[\"err\"],\"file\":\"/r/a.pp\",\"line\":3}";
    }
}

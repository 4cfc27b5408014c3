package net.roboconf.agent.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.core.messaging.ExportsSubject;

/** A process of its own that appends durable memos to a journal as fast as it can, and says so for each. */
final class JournalWriter {

    private final Process process;

    private JournalWriter(Process process) {
        this.process = process;
    }

    /** The process. Says a number when the memo with this number is durable, and why it failed. */
    public static void main(String[] arguments) {
        try (Journal journal = Journal.open(Path.of(arguments[0]), Durability.POWER_LOSS, new MemoLines())) {
            for (long number = ((Memo.Epoch) journal.memory().asMemos().get(0)).starts() + 1; ; number++) {
                journal.append(
                        List.of(
                                new Memo.Epoch(number, "boot"),
                                new Memo.Exported(ExportsSubject.inside("app", "P" + number % 7))),
                        true);
                System.out.println(number);
            }
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    static JournalWriter start(Path folder, String before) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                before + "exec \"$@\"",
                "sh",
                java,
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JournalWriter.class.getName(),
                folder.toString());
        return new JournalWriter(builder.redirectErrorStream(true).start());
    }

    /** Kills it while it writes, after so many memos; returns the last that it said to be durable. */
    long killAfter(int memos) throws IOException, InterruptedException {
        long said = 0;
        int lines = 0;
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                assertThat(line).containsOnlyDigits();
                said = Long.parseLong(line);
                if (++lines == memos) {
                    // Process.destroyForcibly would close the output, the last lines of which are wanted.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return said;
    }

    /** Waits until it fails; returns the last memo that it said to be durable. */
    long untilItFails() throws IOException, InterruptedException {
        long said = 0;
        String last = "";
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                if (Character.isDigit(line.charAt(0))) {
                    said = Long.parseLong(line);
                }
            }
        }
        process.waitFor();
        assertThat(last).startsWith("failed: ");
        return said;
    }
}

package net.roboconf.agent.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogsTest {

    private static final InstancePath PATH = new InstancePath("/vm/tomcat");
    private static final InstancePath OTHER = new InstancePath("/vm/mysql");

    @TempDir
    Path data;

    private void write(InstanceFolders folders, InstancePath path, String line) {
        try (StepLogFile log = new StepLogFile(folders.log(path), () -> 0)) {
            log.write(line);
        }
    }

    @Test
    void log_that_is_dropped_is_gone_with_its_older_part_and_others_stay() {
        InstanceFolders folders = new InstanceFolders(data);
        StepLogs logs = new StepLogs(folders);
        write(folders, PATH, "x".repeat((int) StepLogFile.LIMIT));
        write(folders, PATH, "and more");
        write(folders, OTHER, "something else");
        assertThat(StepLogFile.older(folders.log(PATH))).exists();

        logs.drop(PATH);
        logs.drop(new InstancePath("/vm/never-there"));

        assertThat(folders.log(PATH)).doesNotExist();
        assertThat(StepLogFile.older(folders.log(PATH))).doesNotExist();
        assertThat(logs.end(PATH, 100)).isEqualTo(new Reply.Text(""));
        assertThat(logs.end(OTHER, 100)).extracting(Object::toString).asString().contains("something else");
    }
}

package net.roboconf.dm.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLoginTest {

    @TempDir
    Path folder;

    private Path users;
    private Path note;

    @BeforeEach
    void files() {
        users = folder.resolve("etc/users.properties");
        note = folder.resolve("data dir/roboconf/login");
    }

    private FirstLogin login(long seed) {
        return new FirstLogin(users, note, new Random(seed));
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return properties;
    }

    @Test
    void login_is_made_where_there_is_none() throws IOException {
        assertThat(login(1).makeIfNone()).contains(note);

        Properties told = read(note);
        assertThat(told.getProperty("user")).isEqualTo("admin");
        assertThat(told.getProperty("password")).matches("[A-Za-z2-9]{24}");
        Properties realm = read(users);
        assertThat(realm.getProperty("admin")).isEqualTo(told.getProperty("password") + ",_g_:admingroup");
        assertThat(realm.getProperty("_g_:admingroup")).isEqualTo("group,admin,manager,viewer,systembundles,ssh");
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        login(1).makeIfNone();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
                .isEqualTo("rw-------");
    }

    @Test
    void only_the_owner_may_read_a_file_that_all_could_read_before() throws IOException {
        Files.createDirectories(users.getParent());
        Files.writeString(users, "# nobody\n");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-rw-rw-"));

        login(1).makeIfNone();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
                .isEqualTo("rw-------");
    }

    @Test
    void login_that_somebody_has_set_is_left_alone() throws IOException {
        Files.createDirectories(users.getParent());
        Files.writeString(users, "jo = secret,_g_:admingroup\n");

        assertThat(login(1).makeIfNone()).isEmpty();

        assertThat(users).hasContent("jo = secret,_g_:admingroup\n");
        assertThat(note).doesNotExist();
    }

    @Test
    void second_start_changes_nothing() throws IOException {
        login(1).makeIfNone();
        String before = Files.readString(users);

        assertThat(login(2).makeIfNone()).isEmpty();

        assertThat(Files.readString(users)).isEqualTo(before);
    }

    @Test
    void comments_and_groups_that_were_there_stay() throws IOException {
        Files.createDirectories(users.getParent());
        Files.writeString(users, "# ours\n#jo = secret\n_g_\\:admingroup = group,admin,ssh");

        assertThat(login(1).makeIfNone()).contains(note);

        assertThat(Files.readString(users)).startsWith("# ours\n#jo = secret\n_g_\\:admingroup = group,admin,ssh\n");
        assertThat(read(users).getProperty("_g_:admingroup")).isEqualTo("group,admin,ssh");
        assertThat(read(users).getProperty("admin")).endsWith(",_g_:admingroup");
    }

    @Test
    void start_that_was_broken_off_before_the_realm_knew_begins_anew() throws IOException {
        Files.createDirectories(note.getParent());
        Files.writeString(note, "user=admin\npassword=stale\n");

        login(1).makeIfNone();

        assertThat(read(users).getProperty("admin")).startsWith(read(note).getProperty("password"));
    }

    @Test
    void no_other_file_is_left() throws IOException {
        login(1).makeIfNone();

        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).containsExactlyInAnyOrder(users, note);
        }
    }
}

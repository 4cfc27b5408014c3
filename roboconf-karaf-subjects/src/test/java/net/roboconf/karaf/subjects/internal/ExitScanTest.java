package net.roboconf.karaf.subjects.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitScanTest {

    private static final String HERE = Classes.class.getName() + "$";

    private final FakeBundle bundle =
            new FakeBundle("file:plugin.jar", "(osgi.wiring.package=net.roboconf.core.plugin)");

    private ExitScan scan() {
        return ExitScan.of(bundle.bundle());
    }

    @ParameterizedTest
    @CsvSource({
        "Exits, System.exit",
        "Refers, System.exit",
        "RuntimeExits, Runtime.exit",
        "Halts, Runtime.halt",
    })
    void what_ends_the_process_is_found(String name, String call) throws ClassNotFoundException {
        bundle.with(Classes.Harmless.class).with(Class.forName(HERE + name));
        assertThat(scan().calls()).containsExactly(HERE + name + " calls " + call);
    }

    @Test
    void what_only_looks_like_it_is_not() {
        bundle.with(Classes.Harmless.class)
                .with("notes/System.exit.txt", "System.exit".getBytes(StandardCharsets.UTF_8));
        assertThat(scan().calls()).isEmpty();
        assertThat(scan().unread()).isEmpty();
    }

    @Test
    void jars_on_the_class_path_of_the_bundle_are_looked_into() {
        bundle.with("lib/a.jar", FakeBundle.jar(Classes.Harmless.class, Classes.Halts.class))
                .with("lib/not-used.jar", FakeBundle.jar(Classes.Exits.class))
                .with("classes/Exits.class", Classes.bytes(Classes.Exits.class))
                .classPath("., lib/a.jar;some=attribute, classes, absent.jar");
        assertThat(scan().calls())
                .containsExactlyInAnyOrder(
                        HERE + "Halts in lib/a.jar calls Runtime.halt", HERE + "Exits calls System.exit");
        assertThat(scan().unread()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_told_and_hides_nothing_else() {
        byte[] exits = Classes.bytes(Classes.Exits.class);
        byte[] unknown = exits.clone();
        unknown[10] = 99;
        bundle.with("a/Cut.class", Arrays.copyOf(exits, 40))
                .with("a/NoClass.class", "text".getBytes(StandardCharsets.UTF_8))
                .with("a/Short.class", new byte[1])
                .with("a/Unknown.class", unknown)
                .with("a/Unreadable.class", new byte[0])
                .with("b.jar", new byte[0])
                .with("c.jar", FakeBundle.jar(Classes.Halts.class))
                .with(Classes.Exits.class)
                .classPath(".,b.jar,c.jar");
        ExitScan scan = scan();
        assertThat(scan.calls())
                .containsExactly(HERE + "Exits calls System.exit", HERE + "Halts in c.jar calls Runtime.halt");
        assertThat(scan.unread())
                .containsExactlyInAnyOrder(
                        "a/Cut.class (A class file that ends within its constants)",
                        "a/NoClass.class (Not a class file)",
                        "a/Short.class (A class file that ends within its constants)",
                        "a/Unknown.class (A class file with an unknown constant: 99)",
                        "a/Unreadable.class (java.io.IOException: the disk is broken)",
                        "b.jar (java.io.IOException: the disk is broken)");
    }

    @Test
    void a_class_of_which_any_byte_is_damaged_breaks_nothing() {
        byte[] exits = Classes.bytes(Classes.Exits.class);
        for (int i = 0; i < exits.length; i++) {
            byte[] damaged = exits.clone();
            damaged[i] ^= (byte) 0xFF;
            bundle.with("a/Damaged.class", damaged);
            assertThat(scan().unread()).as("byte %d", i).noneMatch(reason -> reason.startsWith("the rest"));
        }
    }
}

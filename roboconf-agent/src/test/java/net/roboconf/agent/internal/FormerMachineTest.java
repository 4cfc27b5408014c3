package net.roboconf.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerMachineTest {

    @TempDir
    Path folder;

    private void serves(String machine) throws IOException {
        FormerMachine.setAside(folder.resolve("data"), new MachineKey(machine));
    }

    private void put(String file, String text) throws IOException {
        Path path = folder.resolve("data").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Path at(String file) {
        return folder.resolve("data").resolve(file);
    }

    @Test
    void the_same_machine_keeps_what_it_has() throws IOException {
        serves("k1");
        put("memory.jsonl", "one");
        serves("k1");
        assertThat(at("memory.jsonl")).hasContent("one");
        assertThat(at("former")).doesNotExist();
    }

    @Test
    void another_machine_finds_only_what_belongs_to_none() throws IOException {
        serves("k1");
        put("memory.jsonl", "one");
        put("instances/shop/work/data", "precious");
        put("blobs/ab", "recipe");
        put("settings", "kept");
        serves("k2");
        assertThat(at("memory.jsonl")).doesNotExist();
        assertThat(at("instances")).doesNotExist();
        assertThat(at("blobs/ab")).exists();
        assertThat(at("settings")).exists();
        assertThat(at("former/k1/memory.jsonl")).hasContent("one");
        assertThat(at("former/k1/instances/shop/work/data")).hasContent("precious");
    }

    @Test
    void only_the_last_one_is_kept_aside() throws IOException {
        serves("k1");
        put("memory.jsonl", "one");
        serves("k2");
        put("memory.jsonl", "two");
        serves("k3");
        assertThat(at("former/k1")).doesNotExist();
        assertThat(at("former/k2/memory.jsonl")).hasContent("two");
    }

    @Test
    void a_crash_in_the_middle_loses_nothing() throws IOException {
        serves("k1");
        put("memory.jsonl", "one");
        put("former/k1/instances/shop/work/data", "moved before the crash");
        serves("k2");
        assertThat(at("former/k1/instances/shop/work/data")).exists();
        assertThat(at("former/k1/memory.jsonl")).hasContent("one");
    }
}

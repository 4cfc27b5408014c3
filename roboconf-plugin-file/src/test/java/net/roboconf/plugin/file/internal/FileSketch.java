package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepContext;

/** A recipe on disk, a folder that plays the machine's files, and the context of a step. */
final class FileSketch {

    final Path recipe;
    final Path work;
    final Path machine;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    Duration timeLimit = Duration.ofSeconds(60);

    FileSketch(Path temporary) throws IOException {
        // The system's folder for temporary files may be reached through a link.
        Path real = Files.createDirectories(temporary).toRealPath();
        recipe = Files.createDirectories(real.resolve("the recipe"));
        work = Files.createDirectories(real.resolve("the work"));
        machine = Files.createDirectories(real.resolve("machine"));
    }

    /** Writes the instructions; {@code @/} stands for the machine's folder. */
    FileSketch instructions(String... lines) throws IOException {
        Files.writeString(
                recipe.resolve("instructions.properties"),
                String.join("\n", lines).replace("@/", machine + "/"));
        return this;
    }

    /** Makes a file of the recipe. */
    FileSketch inRecipe(String name, String content) throws IOException {
        write(recipe.resolve(name), content);
        return this;
    }

    /** Makes a file of the machine. */
    FileSketch onMachine(String name, String content) throws IOException {
        write(machine.resolve(name), content);
        return this;
    }

    Path machine(String name) {
        return machine.resolve(name);
    }

    Path download() {
        return work.resolve(".roboconf/file/download");
    }

    StepContext context() {
        return new StepContext(
                "shop",
                new InstancePath("/vm/files"),
                "Files",
                "file",
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                recipe,
                work,
                "step-1",
                timeLimit,
                log::add);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}

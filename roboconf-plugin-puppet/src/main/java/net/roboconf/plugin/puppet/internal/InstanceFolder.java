package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.roboconf.core.plugin.StepContext;

/**
 * What Puppet needs beside the recipe, in the instance's work folder, closed to other users: values may be secret.
 *
 * <pre>
 * .roboconf/               hidden, because the rest of the work folder belongs to the recipe
 *   puppet/
 *     modules/             what modules.properties lists
 *     conf/ var/ …         Puppet's own folders
 *     step/                the data of the step that runs; deleted with its end
 * </pre>
 *
 * @param memory the hidden folder
 */
record InstanceFolder(Path memory) {

    /** The name that recipes find everywhere else, too. */
    private static final String ENVIRONMENT = "production";

    /**
     * Every folder to which Puppet writes by itself, by its setting. Without them it would use those of the machine. Most
     * are below the first three already, but not in the Puppet of every distribution.
     */
    private static final List<String> SETTINGS =
            List.of("confdir", "codedir", "vardir", "publicdir", "logdir", "rundir", "ssldir");

    static InstanceFolder of(StepContext context) {
        return new InstanceFolder(context.work().resolve(".roboconf"));
    }

    /** The modules that were installed. May not exist. */
    Path modules() {
        return own().resolve("modules");
    }

    /** Where modules are being installed. May not exist. */
    Path freshModules() {
        return own().resolve("modules.new");
    }

    /** The data of the step that runs. */
    Path step() {
        return own().resolve("step");
    }

    /** Makes the folders exist, that of the step empty. */
    void make() throws IOException {
        makePrivate(memory);
        makePrivate(own());
        Files.createDirectories(environments().resolve(ENVIRONMENT));
        delete(step());
        makePrivate(step());
    }

    /** Options that keep Puppet from every folder of the machine, its configuration included. */
    List<String> options() {
        return Stream.concat(
                        SETTINGS.stream().flatMap(name -> Stream.of("--" + name, folder(name))),
                        Stream.of("--environmentpath", environments().toString(), "--environment", ENVIRONMENT))
                .toList();
    }

    /** Options for installing modules: the machine's configuration, which may name a mirror and a proxy, is read. */
    List<String> optionsWithConfiguration() {
        return List.of(
                "--vardir",
                folder("vardir"),
                "--module_working_dir",
                own().resolve("downloads").toString());
    }

    /** Deletes a tree, if it is there; links are deleted, never followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path own() {
        return memory.resolve("puppet");
    }

    private Path environments() {
        return own().resolve("environments");
    }

    private String folder(String setting) {
        return own().resolve(setting.substring(0, setting.length() - "dir".length()))
                .toString();
    }

    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}

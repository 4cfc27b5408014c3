package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.roboconf.plugin.puppet.internal.ModuleList.Wanted;

/** The archives of modules in a recipe, wherever they are: {@code puppetlabs-stdlib-9.4.1.tar.gz}. */
final class ModuleArchives {

    private static final String END = ".tar.gz";
    private static final Pattern NUMBERS = Pattern.compile("[^0-9]+");

    private final List<Path> files;

    private ModuleArchives(List<Path> files) {
        this.files = files;
    }

    static ModuleArchives of(Path recipe) throws IOException {
        try (Stream<Path> all = Files.walk(recipe)) {
            return new ModuleArchives(
                    all.filter(file -> file.getFileName().toString().endsWith(END) && Files.isRegularFile(file))
                            .sorted()
                            .toList());
        }
    }

    /** The archive of this module: of this version, or the newest there is when none is wanted. */
    Optional<Path> find(Wanted module) {
        String start = module.name() + "-";
        if (!module.version().isEmpty()) {
            return first(name -> name.equals(start + module.version() + END));
        }
        return files.stream()
                .filter(file -> isOf(file, start))
                .max(Comparator.comparing((Path file) -> numbers(file, start), ModuleArchives::compare)
                        .thenComparing(Comparator.reverseOrder()));
    }

    private Optional<Path> first(Predicate<String> wanted) {
        return files.stream()
                .filter(file -> wanted.test(file.getFileName().toString()))
                .findFirst();
    }

    private static boolean isOf(Path file, String start) {
        String name = file.getFileName().toString();
        return name.startsWith(start)
                && name.length() > start.length() + END.length()
                && Character.isDigit(name.charAt(start.length()));
    }

    private static List<String> numbers(Path file, String start) {
        String name = file.getFileName().toString();
        return NUMBERS.splitAsStream(name.substring(start.length(), name.length() - END.length()))
                .map(number -> number.replaceFirst("^0+(?=.)", ""))
                .toList();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Comparator.comparingInt(String::length)
                    .thenComparing(Comparator.naturalOrder())
                    .compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}

package net.roboconf.integration.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/** Which bundle a class is in, told from its package: {@code net.roboconf.plugin.bash.internal} is in plugin.bash. */
final class Bundles implements SliceAssignment {

    /** Kinds of which there are several bundles: the word after them belongs to the bundle's name. */
    private static final Set<String> KINDS = Set.of("broker", "messaging", "plugin", "target");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        String[] words = javaClass.getPackageName().split("\\.");
        if (words.length < 3 || !words[0].equals("net") || !words[1].equals("roboconf")) {
            return SliceIdentifier.ignore();
        }
        return KINDS.contains(words[2]) && words.length > 3
                ? SliceIdentifier.of(words[2] + "." + words[3])
                : SliceIdentifier.of(words[2]);
    }

    @Override
    public String getDescription() {
        return "the bundles of Roboconf";
    }
}

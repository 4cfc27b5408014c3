package net.roboconf.plugin.file.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an instruction does. */
enum Action {
    /** Fetches a file, which instructions after it find under {@value Places#DOWNLOAD}. */
    DOWNLOAD,
    /** Gives a file or a folder another place. */
    MOVE,
    /** Makes a file or a folder exist in another place as well. */
    COPY,
    /** Takes away a file, or a folder with all that is in it. */
    DELETE;

    /** The words of all actions, in the order of the documentation. */
    static List<String> words() {
        return Arrays.stream(values()).map(Action::word).toList();
    }

    static Optional<Action> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equalsIgnoreCase(word))
                .findFirst();
    }

    /** The word that instructions use. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is written {@code source -> destination}. */
    boolean hasDestination() {
        return this == MOVE || this == COPY;
    }
}

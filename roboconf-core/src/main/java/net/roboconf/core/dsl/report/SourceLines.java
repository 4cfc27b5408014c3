package net.roboconf.core.dsl.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SourceText;

/** The lines that locations speak of. Each file is read once. */
final class SourceLines {

    private final ProjectFiles files;
    private final Map<String, Optional<SourceText>> texts = new HashMap<>();
    private Location shown = Location.project();
    private String shownContent = "";

    SourceLines(ProjectFiles files) {
        this.files = files;
    }

    /** The line without its end; empty if there is none, or none that can be read. */
    Optional<String> line(Location location) {
        if (location.line() == 0) {
            return Optional.empty();
        }
        // A line may be long, and have many findings.
        if (location.line() != shown.line() || !location.file().equals(shown.file())) {
            Optional<String> content = texts.computeIfAbsent(location.file(), this::read)
                    .filter(text -> location.line() <= text.lines().size())
                    .map(text -> text.line(location.line()))
                    .map(SourceLine::content);
            if (content.isEmpty()) {
                return content;
            }
            shown = location;
            shownContent = content.get();
        }
        return Optional.of(shownContent);
    }

    private Optional<SourceText> read(String file) {
        try {
            return Optional.of(SourceText.of(file, new String(files.read(file), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // That it cannot be read is a finding of its own; this one is shown without its line.
            return Optional.empty();
        }
    }
}

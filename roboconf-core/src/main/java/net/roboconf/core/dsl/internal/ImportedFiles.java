package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.CO_UNREACHABLE_FILE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.syntax.ParsedFile;
import net.roboconf.core.dsl.syntax.SyntaxNode.ImportLine;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import net.roboconf.core.dsl.syntax.SyntaxTree;
import net.roboconf.core.dsl.syntax.Token;

/** Parses files and all that they import, each once: files that import each other do no harm. */
final class ImportedFiles {

    private final TextFiles texts;
    private final ProjectFiles.Listing listing;
    private final String folder;
    private final Findings findings;
    private final Spelling spelling;
    private final Map<String, Optional<Location>> importedAt = new HashMap<>();
    private final Deque<String> toRead = new ArrayDeque<>();
    private final List<SyntaxTree> trees = new ArrayList<>();
    private boolean complete = true;

    /** @param folder to which locations are relative: {@code graph} or {@code instances} */
    ImportedFiles(TextFiles texts, ProjectFiles.Listing listing, String folder, Findings findings, Spelling spelling) {
        this.texts = texts;
        this.listing = listing;
        this.folder = folder;
        this.findings = findings;
        this.spelling = spelling;
    }

    /** The path of a location, empty if it leads out of the folder. */
    Optional<String> path(String location) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : location.split("/")) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return Optional.of(folder + '/' + String.join("/", names));
    }

    boolean exists(String location) {
        return path(location).filter(listing.files()::contains).isPresent();
    }

    /** Parses the file at a location, which exists, and all that it imports. */
    void readFrom(String location) {
        enqueue(path(location).orElseThrow(), Optional.empty());
        while (!toRead.isEmpty()) {
            String file = toRead.remove();
            Optional<String> text = texts.read(file);
            text.ifPresent(t -> parse(file, t));
            complete &= text.isPresent();
        }
    }

    private void enqueue(String file, Optional<Location> from) {
        if (importedAt.putIfAbsent(file, from) == null) {
            toRead.add(file);
        }
    }

    private void parse(String file, String text) {
        ParsedFile parsed = SyntaxParser.parse(file, text);
        findings.addAll(parsed.diagnostics());
        complete &= parsed.complete();
        trees.add(parsed.tree());
        FileKindCheck check = new FileKindCheck(findings, folder.equals(ProjectReader.GRAPH));
        complete &= check.accepts(parsed.tree(), importedAt.get(file));
        for (ImportLine line : parsed.tree().imports()) {
            Token location = line.location();
            if (exists(location.text())) {
                enqueue(path(location.text()).orElseThrow(), Optional.of(location.location()));
            } else if (!location.text().isEmpty()) {
                complete = false;
                findings.add(Diagnostic.of(CO_UNREACHABLE_FILE, location.location(), location.text(), folder)
                        .suggesting(spelling.nearest(location.text(), this::locations)
                                .map(l -> "Did you mean " + l + "?")));
            }
        }
    }

    private List<String> locations() {
        return listing.under(folder).stream()
                .map(file -> file.substring(folder.length() + 1))
                .toList();
    }

    /** The files that were parsed. */
    List<SyntaxTree> trees() {
        return List.copyOf(trees);
    }

    boolean hasRead(String file) {
        return importedAt.containsKey(file);
    }

    /** Whether every file was found and every block in them recognised. */
    boolean isComplete() {
        return complete;
    }
}

package net.roboconf.core.dsl.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.LoadedProject;
import net.roboconf.core.dsl.MemoryFiles;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.ProjectLoader;
import net.roboconf.core.dsl.Validation;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Graph;

/**
 * The picture of what is at a path. If there are errors, it shows what could be understood.
 *
 * @param check what was found on the way
 */
public record GraphDrawing(GraphPicture picture, ProjectCheck check) {

    public GraphDrawing {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(check, "check");
    }

    /**
     * Draws an application, a recipe or a {@code .graph} file.
     *
     * @throws UnusablePathException if it is another kind of file
     */
    public static GraphDrawing of(GivenPath given) throws UnusablePathException {
        ProjectLoader loader = new ProjectLoader();
        if (given.kind() == GivenPath.Kind.FILE) {
            if (!given.lastName().endsWith(".graph")) {
                throw new UnusablePathException(given.path() + " holds no graph. Give the folder or the ZIP of an"
                        + " application, the folder of a recipe, or a .graph file.");
            }
            ProjectCheck check = ProjectCheck.of(given);
            return new GraphDrawing(GraphPicture.of(given.lastName(), loader.sketch(asProject(given))), check);
        }
        if (!Validation.isApplication(given.files())) {
            ProjectCheck check = ProjectCheck.of(given);
            return new GraphDrawing(GraphPicture.of(given.lastName(), loader.sketch(given.files())), check);
        }
        LoadedProject project = loader.load(given.files());
        ProjectCheck check = new ProjectCheck(given, project.diagnostics());
        String title = project.template().map(GraphDrawing::title).orElseGet(given::lastName);
        Graph graph = project.template().map(ApplicationTemplate::graph).orElseGet(() -> loader.sketch(given.files()));
        return new GraphDrawing(GraphPicture.of(title, graph), check);
    }

    private static String title(ApplicationTemplate template) {
        return template.displayName() + ' ' + template.version();
    }

    private static ProjectFiles asProject(GivenPath file) {
        String name = file.lastName();
        try {
            String text = new String(file.files().read(name), StandardCharsets.UTF_8);
            return new MemoryFiles(Map.of("graph/" + name, text));
        } catch (IOException e) {
            // The check has an error about it.
            return new MemoryFiles(Map.of());
        }
    }

    /** Whether there is anything to see. */
    public boolean isEmpty() {
        return picture.nodes().isEmpty();
    }

    /** Whether nothing was left out because of errors. */
    public boolean isComplete() {
        return !check.hasErrors();
    }

    /** The errors for people, each with its source line, and that the picture is not complete. */
    public String errorText(boolean coloured) {
        List<Diagnostic> errors =
                check.findings().stream().filter(Diagnostic::isSevere).toList();
        ProjectCheck errorsOnly = new ProjectCheck(check.given(), errors);
        return errorsOnly.findingsText(coloured)
                + errorsOnly.summary()
                + (isEmpty() ? " There is nothing to draw.\n" : " The picture shows what could be understood.\n");
    }
}

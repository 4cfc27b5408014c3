package net.roboconf.core.dsl.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;

/**
 * Writes findings for tools: {@code {"diagnostics":[{"code","severity","file","line","column","length","message",
 * "suggestion"?,"related"?}]}}, by file and line.
 *
 * <p>Lines and columns count from 1, columns and lengths in UTF-16 units. What concerns a whole file has line 0, what
 * concerns the whole project has no file either ({@code ""}).
 */
public final class DiagnosticJson {

    private DiagnosticJson() {}

    public static String of(Collection<Diagnostic> diagnostics) {
        List<Diagnostic> sorted = diagnostics.stream()
                .sorted(Comparator.comparing(Diagnostic::location))
                .toList();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("diagnostics");
            for (Diagnostic diagnostic : sorted) {
                write(json, diagnostic);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be written.", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Diagnostic diagnostic) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", diagnostic.code().name());
        json.writeStringField("severity", diagnostic.isSevere() ? "error" : "warning");
        write(json, diagnostic.location());
        json.writeStringField("message", diagnostic.message());
        if (diagnostic.suggestion().isPresent()) {
            json.writeStringField("suggestion", diagnostic.suggestion().get());
        }
        if (diagnostic.related().isPresent()) {
            json.writeObjectFieldStart("related");
            write(json, diagnostic.related().get());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Location location) throws IOException {
        json.writeStringField("file", location.file());
        json.writeNumberField("line", location.line());
        json.writeNumberField("column", location.column());
        json.writeNumberField("length", location.length());
    }
}

package net.roboconf.core.dsl.graphics.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureNode;
import net.roboconf.core.dsl.graphics.PictureRelation;

/** {@code {"title","nodes":[{"id","name","kind","installer"?,"exports"}],"relations":[{"kind","from","to",...}]}} */
public final class JsonPicture {

    private JsonPicture() {}

    public static String write(GraphPicture picture) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("title", picture.title());
            json.writeArrayFieldStart("nodes");
            for (PictureNode node : picture.nodes()) {
                write(json, node);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("relations");
            for (PictureRelation relation : picture.relations()) {
                write(json, relation);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be written.", e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, PictureNode node) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", node.id());
        json.writeStringField("name", node.name());
        json.writeStringField("kind", node.kind().name().toLowerCase(Locale.ROOT));
        if (!node.installer().isEmpty()) {
            json.writeStringField("installer", node.installer());
        }
        write(json, "exports", node.exports());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PictureRelation relation) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", relation.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("from", relation.from());
        json.writeStringField("to", relation.to());
        if (relation.kind() == PictureRelation.Kind.IMPORTS) {
            json.writeBooleanField("optional", relation.optional());
            write(json, "variables", relation.variables());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}

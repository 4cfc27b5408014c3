package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyReader;
import javax.ws.rs.ext.MessageBodyWriter;
import javax.ws.rs.ext.Provider;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.json.Json;
import net.roboconf.dm.internal.json.MalformedJsonException;

/** Bodies in JSON. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, ApiProblem.MEDIA_TYPE})
public final class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {

    private final Json json;

    JsonBodies(Json json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        PushbackInputStream body = new PushbackInputStream(in);
        int first = body.read();
        if (first >= 0) {
            body.unread(first);
        }
        try {
            Object value = first < 0 ? null : json.read(body, generic);
            if (value == null) {
                throw new ManagerException(
                        ErrorCode.INVALID, "The body is empty; this resource wants an object like {...} in JSON.");
            }
            return value;
        } catch (MalformedJsonException e) {
            throw new ManagerException(ErrorCode.INVALID, e.getMessage(), List.of(), e);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return true;
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        json.write(value, out);
    }
}

package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.TemplateView;
import net.roboconf.dm.UploadedTemplate;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.front.Stored;
import net.roboconf.dm.internal.json.TemplateJson;
import org.apache.cxf.jaxrs.ext.multipart.Attachment;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;

/** Templates: what was uploaded and can be deployed. */
@Path("templates")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplatesResource {

    private final Manager manager;
    private final Lookup lookup;
    private final Uploads uploads;

    TemplatesResource(Manager manager, Lookup lookup, Uploads uploads) {
        this.manager = manager;
        this.lookup = lookup;
        this.uploads = uploads;
    }

    /** All, or those with a name; without their components. */
    @GET
    public List<TemplateJson> list(@QueryParam("name") String name) {
        return manager.templates().stream()
                .filter(t -> name == null || t.name().equals(name))
                .map(TemplateJson::overview)
                .toList();
    }

    /** One, with its components. */
    @GET
    @Path("{name}/{version}")
    public TemplateJson one(@PathParam("name") String name, @PathParam("version") String version) {
        return TemplateJson.of(lookup.template(name, version));
    }

    /** Takes a ZIP as the body. */
    @POST
    @Consumes({"application/zip", "application/x-zip-compressed", "application/octet-stream"})
    public Response upload(InputStream zip) throws IOException {
        return created(Stored.await(uploads.pass(zip, manager::uploadTemplate)));
    }

    /** Takes a ZIP as the part {@code file} of a form. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response uploadForm(MultipartBody form) throws IOException {
        Attachment file = form.getAttachment("file");
        if (file == null || form.getAllAttachments().size() != 1) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The form must have one part, 'file', which is the ZIP of a template; with curl: -F file=@template.zip.");
        }
        try (InputStream zip = file.getDataHandler().getInputStream()) {
            return upload(zip);
        }
    }

    private static Response created(UploadedTemplate uploaded) {
        TemplateView template = uploaded.template();
        return Links.created(Links.to("templates", template.name(), template.version()), TemplateJson.of(uploaded));
    }

    /** Deletes one of which no application is made. */
    @DELETE
    @Path("{name}/{version}")
    public void delete(@PathParam("name") String name, @PathParam("version") String version) {
        Stored.await(manager.deleteTemplate(name, version));
    }
}

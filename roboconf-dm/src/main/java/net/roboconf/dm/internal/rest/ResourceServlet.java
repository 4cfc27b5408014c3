package net.roboconf.dm.internal.rest;

import java.util.List;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** Runs JAX-RS resources on a bus of their own, so that they begin and end with this servlet. */
final class ResourceServlet extends CXFNonSpringServlet {

    private static final long serialVersionUID = 1L;

    private final transient List<Object> resources;
    private final transient List<Object> providers;
    private transient Server server;

    ResourceServlet(List<Object> resources, List<Object> providers) {
        this.resources = resources;
        this.providers = providers;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setBus(getBus());
        factory.setAddress("/v1");
        factory.setServiceBeans(resources);
        factory.setProviders(providers);
        server = factory.create();
    }

    @Override
    public void destroy() {
        if (server != null) {
            server.destroy();
        }
        super.destroy();
        destroyBus();
    }
}

package net.roboconf.broker.embedded.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;

/** {@code classpath:} addresses, by which the broker names resources of its own; frameworks do not know them. */
final class ClasspathUrls extends AbstractURLStreamHandlerService {

    private ClasspathUrls() {}

    static ServiceRegistration<URLStreamHandlerService> register(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(URLConstants.URL_HANDLER_PROTOCOL, new String[] {"classpath"});
        return context.registerService(URLStreamHandlerService.class, new ClasspathUrls(), properties);
    }

    @Override
    public URLConnection openConnection(URL url) throws IOException {
        URL resource = ClasspathUrls.class.getClassLoader().getResource(url.getPath());
        if (resource == null) {
            throw new FileNotFoundException(url.toString());
        }
        return resource.openConnection();
    }
}

package net.roboconf.karaf.subjects.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** A bundle with its one revision, as much of them as the guard asks for; whatever else is asked fails. */
final class FakeBundle {

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Hashtable<String, String> headers = new Hashtable<>();
    private final String location;
    private final String requirement;
    private final Bundle bundle = fake(Bundle.class);
    private BundleRevision revision = fake(BundleRevision.class);
    private int state = Bundle.INSTALLED;
    int reads;

    /** @param requirement the filter of its only one */
    FakeBundle(String location, String requirement) {
        this.location = location;
        this.requirement = requirement;
    }

    FakeBundle with(String path, byte[] content) {
        entries.put(path, content);
        return this;
    }

    FakeBundle with(Class<?> type) {
        return with(type.getName().replace('.', '/') + ".class", Classes.bytes(type));
    }

    FakeBundle classPath(String header) {
        headers.put("Bundle-ClassPath", header);
        return this;
    }

    Bundle bundle() {
        return bundle;
    }

    BundleRevision revision() {
        return revision;
    }

    BundleRequirement requirement() {
        return (BundleRequirement) part(BundleRequirement.class);
    }

    BundleCapability capability() {
        return (BundleCapability) part(BundleCapability.class);
    }

    void uninstall() {
        state = Bundle.UNINSTALLED;
    }

    void update(Class<?> type) {
        entries.clear();
        revision = fake(BundleRevision.class);
        with(type);
    }

    static byte[] jar(Class<?>... types) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Class<?> type : types) {
                jar.putNextEntry(new ZipEntry(type.getName().replace('.', '/') + ".class"));
                jar.write(Classes.bytes(type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "adapt" -> revision;
                        case "equals" -> proxy == arguments[0];
                        case "getBundle" -> bundle;
                        case "getBundleId" -> 7L;
                        case "getDeclaredRequirements" -> List.of(requirement());
                        case "getEntry" -> entry((String) arguments[0]);
                        case "getEntryPaths" -> paths((String) arguments[0]);
                        case "getHeaders" -> headers;
                        case "getLocation" -> location;
                        case "getState" -> state;
                        case "getSymbolicName" -> "net.acme.plugin";
                        case "getVersion" -> new Version(1, 2, 3);
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> throw new AssertionError(method);
                    };
                }));
    }

    private Object part(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "getDirectives" -> Map.of("filter", requirement);
                    case "getRevision" -> revision;
                    case "toString" -> "part of a bundle";
                    default -> throw new AssertionError(method);
                });
    }

    private Enumeration<String> paths(String folder) {
        String parent = folder.equals("/") ? "" : folder.endsWith("/") ? folder : folder + "/";
        TreeSet<String> paths = new TreeSet<>();
        for (String entry : entries.keySet()) {
            if (entry.startsWith(parent)) {
                int slash = entry.indexOf('/', parent.length());
                paths.add(slash < 0 ? entry : entry.substring(0, slash + 1));
            }
        }
        return paths.isEmpty() ? null : Collections.enumeration(paths);
    }

    @SuppressWarnings("deprecation") // JDK 17 has no other way to a URL with a handler
    private URL entry(String path) throws MalformedURLException {
        byte[] content = entries.get(path);
        return content == null
                ? null
                : new URL("fake", "7", -1, "/" + path, new URLStreamHandler() {
                    @Override
                    protected URLConnection openConnection(URL url) {
                        return new URLConnection(url) {
                            @Override
                            public void connect() {
                                // It is here.
                            }

                            @Override
                            public InputStream getInputStream() throws IOException {
                                reads++;
                                if (content.length == 0) {
                                    throw new IOException("the disk is broken");
                                }
                                return new ByteArrayInputStream(content);
                            }
                        };
                    }
                });
    }
}

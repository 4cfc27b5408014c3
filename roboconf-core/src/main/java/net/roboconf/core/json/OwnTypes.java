package net.roboconf.core.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;

/**
 * What Jackson learns of types, kept with the mapper that learnt it. By default all mappers of a process share one memory,
 * which holds the classes of a bundle, and with them its class loader, long after the bundle has gone.
 */
public final class OwnTypes {

    private static final int FIRST = 16;

    /** As many as Jackson keeps in its shared memory. */
    private static final int MOST = 200;

    private OwnTypes() {}

    /** A builder of mappers that have such a memory of their own. */
    public static JsonMapper.Builder builder() {
        LookupCache<Object, JavaType> own = new LRUMap<>(FIRST, MOST);
        return JsonMapper.builder().typeFactory(TypeFactory.defaultInstance().withCache(own));
    }
}

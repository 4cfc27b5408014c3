package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.BindingView;

/**
 * Which applications an external prefix is imported from.
 *
 * @param optional whether all that import it may start without it
 * @param providers the applications that it is imported from
 * @param candidates the applications that it could be imported from
 */
public record BindingJson(String prefix, boolean optional, List<String> providers, List<String> candidates) {

    /** All of an application. */
    public static List<BindingJson> of(ApplicationView view) {
        return view.bindings().stream().map(BindingJson::of).toList();
    }

    /** One. */
    public static BindingJson of(BindingView view) {
        return new BindingJson(view.prefix(), view.optional(), view.providers(), view.candidates());
    }
}

package net.roboconf.dm;

import java.util.List;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.model.InstancePath;

/**
 * Why an instance is not as expected.
 *
 * @param path the instance that was asked about
 * @param asExpected whether it is as expected, so that there is nothing to explain
 * @param links from the instance itself down to the roots; each cause comes after what it explains
 */
public record Explanation(InstancePath path, boolean asExpected, List<Link> links) {

    /** Makes the list immutable. */
    public Explanation {
        links = List.copyOf(links);
    }

    /**
     * One instance in the chain.
     *
     * @param application its application, when it is another one than that of the instance that was asked about; else null
     * @param path which; null when nothing in the model could be the cause ("no instance exports X")
     * @param state what it is doing; null with the path
     * @param reason why; {@code NONE} with the path
     * @param depth 0 for the instance that was asked about, 1 for its direct causes, and so on
     * @param root whether the chain ends here: this is what to look at
     * @param sentence for people: {@code /vm-2/tomcat waits for MySQL}
     */
    public record Link(
            String application,
            InstancePath path,
            InstanceState state,
            Reason reason,
            int depth,
            boolean root,
            String sentence) {}

    /** The whole as text: the sentences, separated by semicolons. */
    public String text() {
        return links.stream().map(Link::sentence).collect(Collectors.joining("; "));
    }
}

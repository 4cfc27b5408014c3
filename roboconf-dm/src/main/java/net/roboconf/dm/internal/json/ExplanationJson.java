package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.Explanation;

/** Why an instance is not as expected: the chain of reasons, each cause after what it explains. */
public record ExplanationJson(String path, boolean asExpected, String text, List<Link> links) {

    /**
     * One instance in the chain.
     *
     * @param application null when it is the same as that of the instance that was asked about
     * @param path null when nothing in the model could be the cause
     * @param state null with the path
     * @param depth 0 for the instance that was asked about
     * @param root whether this is what to look at
     */
    public record Link(
            String application,
            String path,
            InstanceState state,
            Reason reason,
            int depth,
            boolean root,
            String sentence) {

        static Link of(Explanation.Link link) {
            return new Link(
                    link.application(),
                    link.path() == null ? null : link.path().value(),
                    link.state(),
                    link.reason(),
                    link.depth(),
                    link.root(),
                    link.sentence());
        }
    }

    /** As it is now. */
    public static ExplanationJson of(Explanation view) {
        return new ExplanationJson(
                view.path().value(),
                view.asExpected(),
                view.text(),
                view.links().stream().map(Link::of).toList());
    }
}

package net.roboconf.dm.internal.engine;

import java.util.List;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Problem;

/** What came of a command. */
public sealed interface Outcome {

    /** It is done. */
    record Done() implements Outcome {}

    /**
     * It is refused, and nothing was changed.
     *
     * @param code the kind of refusal
     * @param message a sentence for people
     * @param problems in detail; may be empty
     */
    record Refused(ErrorCode code, String message, List<Problem> problems) implements Outcome {}
}

package net.roboconf.dm.internal.engine;

import java.util.List;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Problem;

/** A command cannot be done. Thrown before anything was changed, and answered by {@link Outcome.Refused}. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Problem> problems;

    Refusal(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    Refusal(ErrorCode code, String message, List<Problem> problems) {
        super(message, null, false, false);
        this.code = code;
        this.problems = problems;
    }

    Outcome.Refused outcome() {
        return new Outcome.Refused(code, getMessage(), problems);
    }
}

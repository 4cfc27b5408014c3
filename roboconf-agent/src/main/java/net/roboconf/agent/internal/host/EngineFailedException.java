package net.roboconf.agent.internal.host;

/** The engine, or the beginning of what it wanted, threw what nobody expected: this engine is not to be trusted. */
final class EngineFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    EngineFailedException(String during, Throwable cause) {
        super("during " + during + ": " + cause, cause);
    }
}

package net.roboconf.agent.internal.recipe;

/** The files of a recipe cannot be had; the message says why, for people. */
final class RecipeUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RecipeUnavailableException(String message) {
        super(message);
    }
}

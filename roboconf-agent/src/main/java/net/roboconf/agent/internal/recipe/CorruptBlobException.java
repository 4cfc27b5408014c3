package net.roboconf.agent.internal.recipe;

import net.roboconf.core.model.Sha256;

/** What came is not what its hash promises. */
final class CorruptBlobException extends Exception {

    private static final long serialVersionUID = 1L;

    CorruptBlobException(Sha256 blob) {
        super("What came as file " + blob + " of the recipe has another content than its name promises");
    }
}

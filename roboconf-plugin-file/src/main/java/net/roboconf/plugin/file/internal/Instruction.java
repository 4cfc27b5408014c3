package net.roboconf.plugin.file.internal;

import java.math.BigInteger;
import net.roboconf.core.lifecycle.Step;

/**
 * One line of a recipe's instructions.
 *
 * @param line where it begins in its file, from 1
 * @param phase the step that it belongs to
 * @param position smaller ones come first in their phase; never negative
 * @param action what is done
 * @param source the URL or name of what it is done with; never empty
 * @param destination where that goes; null when the action has none
 */
record Instruction(int line, Step phase, BigInteger position, Action action, String source, String destination) {

    /** How the line begins: {@code deploy.1.copy}. */
    String key() {
        return phase.recipeName() + "." + position + "." + action.word();
    }
}

package net.roboconf.dm.internal.host;

import java.security.SecureRandom;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.Secrets;

/** Secrets that nobody can guess. Used by the engine's thread alone. */
final class RandomSecrets implements Secrets {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final SecureRandom random = new SecureRandom();

    @Override
    public MachineKey machineKey() {
        return new MachineKey(letters(20));
    }

    @Override
    public String password() {
        return letters(32);
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        random.ints(count, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }
}

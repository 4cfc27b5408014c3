package net.roboconf.dm.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.DmTuning.Withdrawal;

/** Reads the values of {@code net.roboconf.dm} that the engine goes by. */
final class DmConfiguration {

    private DmConfiguration() {}

    /**
     * The engine's times and policies.
     *
     * @param withdrawAfter seconds
     * @param policy {@code withdraw}, {@code keep} or {@code withdraw-last-too}
     * @param forbiddenPorts numbers, separated by commas; may be null
     * @throws IllegalArgumentException when a value cannot be used; says which and what to write instead
     */
    static DmTuning tuning(int withdrawAfter, String policy, String forbiddenPorts) {
        DmTuning usual = DmTuning.DEFAULT;
        if (withdrawAfter < usual.lostAfter() / 1_000) {
            throw new IllegalArgumentException("silence.withdraw-after = " + withdrawAfter
                    + ": an agent counts as lost after " + usual.lostAfter() / 1_000 + " s, write at least that");
        }
        return usual.withWithdrawal(withdrawAfter * 1_000L, withdrawal(policy))
                .withForbiddenPorts(ports(forbiddenPorts));
    }

    private static Withdrawal withdrawal(String policy) {
        return switch (policy.strip().toLowerCase(Locale.ROOT)) {
            case "withdraw" -> Withdrawal.WITHDRAW;
            case "keep" -> Withdrawal.KEEP;
            case "withdraw-last-too" -> Withdrawal.WITHDRAW_LAST_TOO;
            default ->
                throw new IllegalArgumentException(
                        "silence.policy = " + policy + ": write withdraw, keep or withdraw-last-too");
        };
    }

    private static Set<Integer> ports(String text) {
        if (text == null || text.isBlank()) {
            return Set.of();
        }
        try {
            return Arrays.stream(text.split(","))
                    .map(port -> Integer.valueOf(port.strip()))
                    .collect(Collectors.toSet());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "random-ports.forbidden = " + text + ": write numbers, separated by commas", e);
        }
    }
}

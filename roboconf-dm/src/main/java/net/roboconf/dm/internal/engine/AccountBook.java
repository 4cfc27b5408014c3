package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.state.MachinePhase;

/** Sees to it that every machine's agent has an account on the broker, and no other machine's has. Asks in batches. */
final class AccountBook {

    private static final TimerId TIMER = new TimerId(TimerId.Kind.ACCOUNTS, null);

    private final World world;
    private final Set<MachineKey> toEnsure = new LinkedHashSet<>();
    private final Set<MachineKey> toRevoke = new LinkedHashSet<>();
    private final Set<MachineKey> failed = new LinkedHashSet<>();
    private long retryDelay;

    AccountBook(World world) {
        this.world = world;
    }

    void ensure(Place place) {
        place.accountReady = false;
        toEnsure.add(place.key());
    }

    void revoke(MachineKey machine) {
        toEnsure.remove(machine);
        toRevoke.add(machine);
    }

    /** Begins what has come together. Called at the end of each event. */
    void flush() {
        if (!toRevoke.isEmpty()) {
            world.add(new DmEffect.RevokeAccounts(Set.copyOf(toRevoke)));
            toRevoke.clear();
        }
        List<DmEffect.AccountNeed> needs = new ArrayList<>();
        for (MachineKey key : toEnsure) {
            Place place = world.places.get(key);
            if (place != null) {
                needs.add(
                        new DmEffect.AccountNeed(place.account(), place.machine.handler(), place.machine.properties()));
            }
        }
        toEnsure.clear();
        if (!needs.isEmpty()) {
            world.add(new DmEffect.EnsureAccounts(List.copyOf(needs)));
        }
    }

    void ensured(Set<MachineKey> machines) {
        retryDelay = 0;
        for (MachineKey key : machines) {
            Place place = world.places.get(key);
            if (place != null && !place.accountReady) {
                place.accountReady = true;
                place.trouble = null;
                world.touch(place);
            }
        }
    }

    void failed(Set<MachineKey> machines, String why) {
        for (MachineKey key : machines) {
            Place place = world.places.get(key);
            if (place != null && place.report == null) {
                place.trouble = "No account on the broker: " + why;
                world.touch(place);
            }
        }
        failed.addAll(machines);
        if (!world.timers.isSet(TIMER)) {
            retryDelay = Math.min(Math.max(world.tuning.retry(), retryDelay * 2), world.tuning.retryMax());
            world.setTimer(TIMER, retryDelay);
        }
    }

    void timerRang() {
        for (MachineKey key : failed) {
            Place place = world.places.get(key);
            if (place != null && place.machine.phase() != MachinePhase.REVOKING) {
                toEnsure.add(key);
            } else if (world.leaving.containsKey(key)) {
                toRevoke.add(key);
            }
        }
        failed.clear();
    }
}

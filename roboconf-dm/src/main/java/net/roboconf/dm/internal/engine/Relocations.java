package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredMessaging;

/**
 * Has all agents come along when the Deployment Manager uses another messaging.
 *
 * <p>A place is left when another one is entered, and given up when each machine's agent was heard at the new one and said
 * that it has taken the newest relocation: from then on no message that is still on its way can send it elsewhere. Until
 * then whoever is heard at an old place, or has not taken it, is told; again when it is heard again, with growing delays.
 * Which places those are outlives a restart, which agents have come is heard again.
 */
final class Relocations {

    /** What an agent says beyond this is no number that was given to it. */
    private static final long LARGEST = 1L << 53;

    /** Milliseconds before an agent is told again: one that cannot get there is away from here while it tries. */
    private static final long FIRST_DELAY = 5_000;

    private static final long LONGEST_DELAY = 300_000;

    /** How many machines people are told by name. */
    private static final int NAMED = 10;

    private final World world;
    private long number;
    private List<MessagingSettings> used = List.of();

    /** Whether the first of those was entered in this life. */
    private boolean inside;

    Relocations(World world) {
        this.world = world;
    }

    void load(StoredMessaging stored) {
        number = stored.number();
        used = stored.used();
        if (!used.isEmpty()) {
            world.add(new DmEffect.KeepOpen(used));
        }
    }

    /** Messages can pass at this place, which is the one that is to be used. */
    void entered(MessagingSettings place) {
        inside = true;
        if (!used.isEmpty() && used.get(0).equals(place)) {
            return;
        }
        List<MessagingSettings> all = new ArrayList<>();
        all.add(place);
        used.stream().filter(other -> !other.equals(place)).forEach(all::add);
        if (!used.isEmpty()) {
            tell("The messaging is " + place.where() + " from now on; agents that are still at "
                    + used.get(0).where() + " are told to come along");
        }
        put(used.isEmpty() ? number : number + 1, all);
    }

    private void put(long newNumber, List<MessagingSettings> all) {
        if (newNumber != number) {
            number = newNumber;
            world.places.values().forEach(Place::beginRelocation);
        }
        used = List.copyOf(all);
        world.store(new Change.Messaging(new StoredMessaging(number, used)));
        world.add(new DmEffect.KeepOpen(used));
    }

    /**
     * An agent spoke.
     *
     * @param taken the newest relocation that it has taken
     * @param left whether it was at a place that was left
     */
    void heard(Place place, long taken, String sender, boolean left) {
        if (taken > number && taken < LARGEST) {
            // The store is an older one, restored: what it says must be the newest all the same.
            put(used.size() > 1 ? taken + 1 : taken, used);
        }
        if (used.size() < 2) {
            return;
        }
        boolean inProcess = sender.equals(Delivery.MANAGER);
        if (!left && (taken == number || inProcess)) {
            if (!place.arrived) {
                place.arrived = true;
                giveUpWhatIsEmpty();
            }
        } else if (!inProcess) {
            place.arrived = false;
            tell(place);
        }
    }

    private void tell(Place place) {
        long now = world.now().monotonic();
        if (inside && place.accountReady && now >= place.nextRelocation) {
            place.relocationDelay = Math.min(Math.max(FIRST_DELAY, place.relocationDelay * 2), LONGEST_DELAY);
            place.nextRelocation = now + place.relocationDelay;
            world.add(new DmEffect.Relocate(place.account(), number, used.get(0)));
        }
    }

    /** Machines went, or agents came. */
    void giveUpWhatIsEmpty() {
        if (inside && used.size() > 1 && world.places.values().stream().allMatch(place -> place.arrived)) {
            tell("All agents have come to " + used.get(0).where() + "; nothing is needed any more of " + left());
            put(number, List.of(used.get(0)));
        }
    }

    private String left() {
        return used.stream().skip(1).map(MessagingSettings::where).collect(Collectors.joining(", "));
    }

    private void tell(String what) {
        world.tell(ManagerEvent.Kind.NOTICE, "", null, what);
    }

    /** What people should know: empty when all are where they should be. */
    String notice() {
        if (used.size() < 2) {
            return "";
        }
        List<String> behind = world.places.values().stream()
                .filter(place -> !place.arrived)
                .map(place -> place.self.application.name() + " " + place.self.path())
                .limit(NAMED + 1L)
                .sorted()
                .toList();
        if (behind.isEmpty()) {
            return "";
        }
        return "The messaging was changed: " + left() + " is needed until all agents have come to "
                + used.get(0).where() + ". Not heard there yet: "
                + String.join(", ", behind.subList(0, Math.min(NAMED, behind.size())))
                + (behind.size() > NAMED ? " and others" : "");
    }
}

package net.roboconf.dm.internal.engine;

import net.roboconf.dm.internal.engine.TargetCall.Kind;

/** Calls the targets of machines, one call at a time for each machine, and again after a while when one failed. */
final class TargetCalls {

    private final World world;

    TargetCalls(World world) {
        this.world = world;
    }

    /** Calls the machine's target, if it is installed; else nothing happens until it is. */
    void begin(Place place, Kind kind) {
        if (!world.handlers.containsKey(place.machine.handler())) {
            place.trouble = world.missingHandler(place.machine.target(), place.machine.handler());
            return;
        }
        world.timers.cancel(timer(place));
        place.call = new TargetCall(
                world.nextCall(place.key()),
                kind,
                place.machine.handler(),
                place.machine.application(),
                place.self.path(),
                place.machine.properties(),
                place.account(),
                kind == Kind.CREATE || kind == Kind.FIND ? null : place.machine.machineId(),
                place.machine.scripts(),
                place.report == null ? null : place.report.address());
        world.add(new DmEffect.CallTarget(place.call));
    }

    /** The machine whose call was answered; null when the answer comes too late to matter. */
    Place answered(CallId id) {
        Place place = world.places.get(id.machine());
        if (place == null || place.call == null || !place.call.id().equals(id)) {
            return null;
        }
        return place;
    }

    /** Whether nothing is under way and nothing waits for its time. */
    boolean isIdle(Place place) {
        return place.call == null && !world.timers.isSet(timer(place));
    }

    void again(Place place, long delay) {
        world.setTimer(timer(place), delay);
    }

    /** Calls again after a while that doubles each time. */
    void againLater(Place place) {
        place.retryDelay = Math.min(Math.max(world.tuning.retry(), place.retryDelay * 2), world.tuning.retryMax());
        again(place, place.retryDelay);
    }

    /** A wait that is under way is over. */
    void wake(Place place) {
        world.timers.cancel(timer(place));
        place.retryDelay = 0;
    }

    static TimerId timer(Place place) {
        return new TimerId(TimerId.Kind.TARGET, place.key());
    }
}

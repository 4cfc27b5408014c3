package net.roboconf.simulator;

/**
 * Which applications play in a run, and what can happen to them. The same seed means another run for each; what a cast
 * does with a seed is never changed, so that seeds that have failed once keep their meaning: what is new gets a new cast.
 */
public enum Cast {

    /** A shop, alone. */
    SHOP,

    /** A shop and two banks, made of one template, that are bound to each other and unbound while everything fails. */
    SHOP_AND_BANKS,

    /** A shop that somebody closes and opens again as a whole: everything is undeployed, importers first. */
    CLOSING_SHOP,

    /**
     * A shop in a storm: beside all that happens to the others, networks are cut without anybody noticing, machines die,
     * vanish, are wiped, set back and cloned, steps hang, clocks jump, the store is set back to a backup, and people do
     * all that they can do.
     */
    STORM,

    /** The same with two banks. */
    STORM_AND_BANKS,

    /**
     * A shop with two Deployment Managers, one of which is active: they are killed, stand still, and are cut off from their
     * store or from the broker.
     */
    STAND_BY,

    /** A shop in a storm, whose probes find something now and then, and at times more than can be kept. */
    SIGNALS;

    boolean hasBanks() {
        return this == SHOP_AND_BANKS || this == STORM_AND_BANKS;
    }

    boolean isStorm() {
        return this == STORM || this == STORM_AND_BANKS || this == SIGNALS;
    }
}

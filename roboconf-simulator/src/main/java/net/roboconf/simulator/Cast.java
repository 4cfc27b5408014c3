package net.roboconf.simulator;

/** Which applications play in a run. The same seed means another run for each. */
public enum Cast {

    /** A shop, alone. */
    SHOP,

    /** A shop and two banks, made of one template, that are bound to each other and unbound while everything fails. */
    SHOP_AND_BANKS,

    /** A shop that somebody closes and opens again as a whole: everything is undeployed, importers first. */
    CLOSING_SHOP
}

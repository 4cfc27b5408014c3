package net.roboconf.dm;

/**
 * That this Deployment Manager waits for its turn, while another one is active or none can be.
 *
 * @param active the address under which people reach REST of the active one; null when it is not known
 * @param why for people: a sentence
 */
public record StandBy(String active, String why) {}

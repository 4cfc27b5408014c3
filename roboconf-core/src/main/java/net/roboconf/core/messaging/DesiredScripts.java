package net.roboconf.core.messaging;

/**
 * The files of a machine's target, whose scripts its agent runs once before anything else.
 *
 * @param files all that the machine gets; never changes for one machine
 * @param attempt grows with each retry that a person asks for; from 0
 */
public record DesiredScripts(RecipeRef files, long attempt) {}

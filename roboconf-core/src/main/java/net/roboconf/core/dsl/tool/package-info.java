/**
 * What the commands {@code validate}, {@code fmt} and {@code graph} do, apart from how they are called: for the command
 * line, and for the shell of the container.
 */
package net.roboconf.core.dsl.tool;

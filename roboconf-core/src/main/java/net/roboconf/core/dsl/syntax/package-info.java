/**
 * The text of {@code .graph} and {@code .instances} files as a tree in which every line has its place: what editors, the
 * formatter and the checks of a project work on.
 */
package net.roboconf.core.dsl.syntax;

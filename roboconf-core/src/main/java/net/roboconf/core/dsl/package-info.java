/**
 * The language in which people describe applications: reading a project, finding all that is wrong with it, and making a
 * template of it.
 *
 * <p>{@link net.roboconf.core.dsl.ProjectLoader} is where to begin, or {@link net.roboconf.core.dsl.Validation} for those
 * who want to know only what is wrong; {@link net.roboconf.core.dsl.syntax} holds the text
 * of single files, {@link net.roboconf.core.dsl.commands} the commands and rules.
 */
package net.roboconf.core.dsl;

/**
 * What the deployment manager can be told to do at once: files of commands ({@code commands/*.commands}), and rules that
 * execute them when something happens ({@code rules.autonomic/*.drl}), parsed and checked.
 *
 * <p>{@link net.roboconf.core.dsl.commands.CommandParser} and {@link net.roboconf.core.dsl.commands.RuleParser} read
 * single files; {@link net.roboconf.core.dsl.ProjectLoader} reads those of a project.
 */
package net.roboconf.core.dsl.commands;

/** The subcommands: each reads its arguments, lets {@code net.roboconf.core.dsl.tool} do the work, and prints. */
package net.roboconf.cli.internal;

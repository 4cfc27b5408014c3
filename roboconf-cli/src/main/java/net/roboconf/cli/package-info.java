/** The command {@code roboconf}. */
package net.roboconf.cli;

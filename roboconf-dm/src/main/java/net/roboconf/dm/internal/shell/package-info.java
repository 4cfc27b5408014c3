/**
 * Commands of the container's shell, scope {@code roboconf}: what REST can do, for people at a terminal.
 *
 * <p>A command reads its arguments and speaks with {@link net.roboconf.dm.Manager}; how things look is up to
 * {@link net.roboconf.dm.internal.shell.Table} and {@link net.roboconf.dm.internal.shell.Wording}. The container finds the
 * commands by the manifest header {@code Karaf-Commands}; no other class may use them, because the shell is optional.
 */
package net.roboconf.dm.internal.shell;

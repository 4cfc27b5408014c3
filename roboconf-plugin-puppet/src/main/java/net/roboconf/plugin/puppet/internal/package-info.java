/**
 * Runs recipes that are modules of Puppet, without a Puppet server: the installer {@code puppet}.
 *
 * <p><b>Data, never code.</b> What Puppet is told to run is one line that names a class. All values go through a file of
 * Hiera, from which Puppet takes the parameters of that class by itself. So no value can be run, none is too long for a
 * command line, and a class declares only the parameters that it wants. {@link
 * net.roboconf.plugin.puppet.internal.ClassParameters} says which there are.
 *
 * <p><b>Nothing is shared.</b> Each instance has a configuration, a state and a cache of its own in its work folder: steps
 * of several instances at the same time do not meet, and what an administrator keeps in Puppet's own folders, for an agent
 * of Puppet on the same machine, has no part in it.
 */
package net.roboconf.plugin.puppet.internal;

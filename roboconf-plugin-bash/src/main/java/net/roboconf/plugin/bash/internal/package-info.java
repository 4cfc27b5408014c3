/** Runs recipes that are shell scripts or templates of shell scripts: the installers {@code script} and {@code bash}. */
package net.roboconf.plugin.bash.internal;

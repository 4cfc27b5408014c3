/** The installer {@code file}: recipes that say which files to download, move, copy and delete. */
package net.roboconf.plugin.file.internal;

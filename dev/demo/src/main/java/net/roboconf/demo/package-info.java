/**
 * The demonstration: an installation of its own in one folder, driven over REST as any user would. Knows nothing of the
 * inside of Roboconf. The end-to-end tests use the same classes.
 */
package net.roboconf.demo;

/** A plug-in that says which version of it ran, and misbehaves on demand. */
package net.roboconf.swap.internal;

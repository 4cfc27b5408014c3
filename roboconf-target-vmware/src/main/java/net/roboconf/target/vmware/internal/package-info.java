/** The target {@code vmware}. */
package net.roboconf.target.vmware.internal;

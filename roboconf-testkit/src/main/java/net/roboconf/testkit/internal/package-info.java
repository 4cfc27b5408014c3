/** What the contracts share. */
package net.roboconf.testkit.internal;

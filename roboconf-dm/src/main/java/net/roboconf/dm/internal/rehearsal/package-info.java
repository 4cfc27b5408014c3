/** A first deployment that nobody waits for, so that the first one of a person does not meet code that has never run. */
package net.roboconf.dm.internal.rehearsal;

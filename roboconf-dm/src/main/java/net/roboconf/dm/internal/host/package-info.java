/** What is around the engine: its thread and inbox, the calls that block, messaging, blobs, events. */
package net.roboconf.dm.internal.host;

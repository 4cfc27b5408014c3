/**
 * The Deployment Manager's engine: a single-threaded, deterministic state machine without clock, thread, socket or file.
 * {@link net.roboconf.dm.internal.engine.DmEngine} is the way in.
 */
package net.roboconf.dm.internal.engine;

/** A plug-in without software: the installer {@code mock}, for tests, demonstrations and benchmarks. */
package net.roboconf.plugin.mock.internal;

/**
 * What the broker needs of the JDK and newer ones do not have any more: to know on whose behalf a thread works. The
 * classes are called like those of the JDK, do what the broker relies on and no more, and take their place in the
 * broker's classes while these are loaded.
 */
package net.roboconf.broker.embedded.internal.jdk;

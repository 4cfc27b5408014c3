/** The installer {@code logger}, which writes down what it is asked to do and does nothing. */
package net.roboconf.plugin.logger.internal;

/** States, reasons and steps: closed lists that the whole system shares. */
package net.roboconf.core.lifecycle;

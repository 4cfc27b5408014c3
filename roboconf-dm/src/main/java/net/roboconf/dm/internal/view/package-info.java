/** What people see: views made on demand from a picture of the engine's state. */
package net.roboconf.dm.internal.view;

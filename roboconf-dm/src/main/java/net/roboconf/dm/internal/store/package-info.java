/** Keeps the state of the Deployment Manager on disk: records in a database, files of recipes under their hashes. */
package net.roboconf.dm.internal.store;

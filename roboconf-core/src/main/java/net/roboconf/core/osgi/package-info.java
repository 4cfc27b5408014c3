/** What the Deployment Manager and the agent share about services that come and go. Needs OSGi; nothing else of the core does. */
package net.roboconf.core.osgi;

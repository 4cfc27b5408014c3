/** What REST and the shell do alike with the Deployment Manager: find what is named, wait until a change is stored. */
package net.roboconf.dm.internal.front;

/** What the Deployment Manager offers to people: through REST, the shell, and to tests. */
package net.roboconf.dm;

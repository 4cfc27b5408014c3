/** What the Deployment Manager and the agents say to each other, how it is written, and who carries it. */
package net.roboconf.core.messaging;

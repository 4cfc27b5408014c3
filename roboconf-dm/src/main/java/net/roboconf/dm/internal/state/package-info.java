/** What the Deployment Manager keeps: records, the changes of them, and what all changes come to. */
package net.roboconf.dm.internal.state;

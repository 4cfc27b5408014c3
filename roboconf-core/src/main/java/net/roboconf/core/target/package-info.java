/** The contract between the Deployment Manager and the targets that make machines. */
package net.roboconf.core.target;

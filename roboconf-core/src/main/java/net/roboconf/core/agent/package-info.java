/** What an agent is told at its start, and how one runs inside the Deployment Manager. */
package net.roboconf.core.agent;

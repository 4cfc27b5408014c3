/** The contract between an agent and the plug-ins that run recipes. */
package net.roboconf.core.plugin;

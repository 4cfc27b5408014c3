/** Looks for what is to be told of started instances, and raises events about it. */
package net.roboconf.agent.internal.measure;

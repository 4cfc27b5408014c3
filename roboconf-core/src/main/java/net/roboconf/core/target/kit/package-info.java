/** What targets that talk to a provider have in common: reading properties, pacing and repeating requests. */
package net.roboconf.core.target.kit;

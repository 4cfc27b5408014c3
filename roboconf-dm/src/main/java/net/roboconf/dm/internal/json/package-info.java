/** The JSON that people and scripts get, the same over REST and from the shell: records, and what makes them of views. */
package net.roboconf.dm.internal.json;

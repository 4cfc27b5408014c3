/** The scripts that come with a target definition: which they are, and how they are run. */
package net.roboconf.core.target.scripts;

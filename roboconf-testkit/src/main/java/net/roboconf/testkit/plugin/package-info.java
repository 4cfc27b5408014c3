/** What every plug-in must do, as tests; and an instance to try one on. */
package net.roboconf.testkit.plugin;

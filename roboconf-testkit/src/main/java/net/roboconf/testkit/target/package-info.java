/** What every target must do, as tests. */
package net.roboconf.testkit.target;

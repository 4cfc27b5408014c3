/** What the contracts of plug-ins, targets and messagings have in common. */
package net.roboconf.testkit;

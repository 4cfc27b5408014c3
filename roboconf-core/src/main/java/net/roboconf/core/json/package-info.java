/** How bundles use Jackson. */
package net.roboconf.core.json;

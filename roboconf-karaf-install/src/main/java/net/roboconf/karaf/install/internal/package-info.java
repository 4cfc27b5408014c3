/** Shell commands that install extensions, and where they find them. */
package net.roboconf.karaf.install.internal;

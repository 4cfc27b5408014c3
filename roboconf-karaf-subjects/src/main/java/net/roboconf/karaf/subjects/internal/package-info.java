/** Changes Karaf's classes while they are loaded, and keeps bundles out that would end the process. */
package net.roboconf.karaf.subjects.internal;

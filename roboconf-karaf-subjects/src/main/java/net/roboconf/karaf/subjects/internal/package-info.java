/** Changes Karaf's classes while they are loaded. */
package net.roboconf.karaf.subjects.internal;

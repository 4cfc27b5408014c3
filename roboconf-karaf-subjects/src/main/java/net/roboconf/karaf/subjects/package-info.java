/**
 * What Karaf's classes are given instead of what newer JDKs have no more: on whose behalf a thread works. And which bundles may
 * not run.
 */
package net.roboconf.karaf.subjects;

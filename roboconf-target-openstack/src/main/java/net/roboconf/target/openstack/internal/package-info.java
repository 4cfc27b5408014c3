/**
 * Machines of an OpenStack cloud: the target {@code openstack}.
 *
 * <p>The requests are our own, over {@link java.net.http.HttpClient}; {@code docs/targets/openstack.md} says why no library
 * makes them. All go through {@link Cloud}: paced, repeated when the cloud is busy, and never repeated when that could make
 * something twice.
 */
package net.roboconf.target.openstack.internal;
